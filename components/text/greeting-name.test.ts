import { expect, it } from "vitest";
import { greetingName } from "./greeting-name";

it.each([
  ["Ada Lovelace", "Ada"],
  ["  Grace   Hopper ", "Grace"],
  ["山田太郎", "山田太郎"],
  ["Cher", "Cher"],
  ["J. Robert Oppenheimer", "J. Robert Oppenheimer"],
  ["Dr. Grace Hopper", "Dr. Grace Hopper"],
  ["X", "X"],
  ["", "ada"],
  [" ", "ada"],
  [null, "ada"],
])("greets %j as %s", (name, greeted) => {
  expect(greetingName({ name, username: "ada" })).toBe(greeted);
});
