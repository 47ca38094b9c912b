import { expect, it } from "vitest";
import { findFieldsBodyProblem } from "./server-action-body";

it("the form of a sign-in or sign-out may be as long as its fields", async () => {
  const limits: number[] = [];
  const problem = await findFieldsBodyProblem(async (maxBytes) => {
    limits.push(maxBytes);
    return "too-large";
  });
  expect([problem, limits]).toEqual(["too-large", [16 * 1024]]);
});
