import { developerDatabaseUrl } from "./database/database-url";
import { describeFailure } from "./processes/setup-error";

try {
  console.log(await developerDatabaseUrl(process.argv.slice(2)));
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
