import { resetDatabase } from "./database/reset-database";
import { describeFailure } from "./processes/setup-error";

try {
  console.log(await resetDatabase(process.argv.slice(2)));
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
