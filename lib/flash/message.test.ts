import { expect, it } from "vitest";
import { flashMessage } from "./message";

it.each([
  [{ kind: "session-ended" }, { device: null }],
  [
    { kind: "disowned", undone: [], kept: [], hasAccount: true },
    { device: null, usedOwnAccount: false },
  ],
])("is read as version 0.2 left it: %j", (left, added) => {
  expect(flashMessage.parse(left)).toEqual({ ...left, ...added });
});
