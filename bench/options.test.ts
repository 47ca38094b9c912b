import { describe, expect, it } from "vitest";
import { SetupError } from "../scripts/processes/setup-error";
import { readOptions } from "./options";

describe("readOptions", () => {
  it("compares apps in three rounds to warm up and five that count, unless told otherwise", () => {
    expect(readOptions([])).toEqual({ benchmark: "compare", rounds: { warmUps: 3, counted: 5 } });
    expect(readOptions(["scale", "--rounds", "2", "--warm-ups", "0"])).toEqual({
      benchmark: "scale",
      rounds: { warmUps: 0, counted: 2 },
    });
  });

  it.each([
    ["--rounds", "0"],
    ["--rounds", "2.5"],
    ["--warm-ups", "many"],
    ["--warm-up", "1"],
    ["compare", "scale"],
  ])("rejects %s %s", (...args) => {
    expect(() => readOptions(args)).toThrow(SetupError);
  });
});
