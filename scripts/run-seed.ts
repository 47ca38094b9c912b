import { runSeed } from "./database/run-seed";
import { describeFailure } from "./processes/setup-error";

try {
  await runSeed(process.argv.slice(2));
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
