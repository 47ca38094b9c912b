import { expect, it } from "vitest";
import { readConfig } from "@/lib/config/config";
import { CommandError } from "./command-error";
import { explainFailure } from "./explain-failure";

function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return explainFailure(error, { isEmbedded: true });
  }
}

it("explains a wrong foyer.config.ts without a stack, and leaves a bug as it is", () => {
  const explained = failureOf(() => readConfig({ roles: ["Editor"] }));
  expect(explained).toBeInstanceOf(CommandError);
  expect(explained).toMatchObject({ code: "config", message: expect.stringMatching(/roles\.0/) });
  const bug = new TypeError("bug");
  const thrown = failureOf(() => {
    throw bug;
  });
  expect(thrown).toBe(bug);
});
