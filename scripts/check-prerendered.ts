import { join } from "node:path";
import { config } from "../lib/config/config";
import { checkPrerendered } from "./prerendered/check-prerendered";
import { projectDirectory } from "./processes/project-paths";
import { describeFailure } from "./processes/setup-error";

/** Fails after a build that has prerendered a page which `foyer.config.ts` doesn't list. */
try {
  await checkPrerendered(join(projectDirectory, ".next"), config().prerendered);
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
