import { ConfigError } from "../../lib/config/config";
import {
  DatabaseUnavailableError,
  NotMigratedError,
  UnsuitableDatabaseError,
} from "../../lib/db/driver/run-query";
import { isInContainer } from "../../lib/doctor/container";
import { readDatabaseAddress } from "../../lib/doctor/database/address";
import { databaseUnavailable } from "../../lib/doctor/database/unavailable";
import { env } from "../../lib/env/env";
import { codeOf } from "../../lib/error-cause";
import { CommandError } from "./command-error";
import type { Setup } from "./open-database";

/** What to say about a database or settings that can't be used; any other error stays as it is. */
export function explainFailure(error: unknown, { isEmbedded }: Pick<Setup, "isEmbedded">): unknown {
  if (error instanceof ConfigError) return new CommandError("config", error.message);
  if (error instanceof NotMigratedError) {
    const fix = isEmbedded ? 'Start "npm run dev" again, which migrates it' : error.message;
    const text = isEmbedded ? `The database lacks migrations. ${fix}.` : `${capitalized(fix)}.`;
    return new CommandError("not-migrated", text);
  }
  if (error instanceof UnsuitableDatabaseError) {
    return new CommandError("database-unsuitable", `${capitalized(error.message)}.`);
  }
  if (!(error instanceof DatabaseUnavailableError)) return error;
  const address = readDatabaseAddress(env().DATABASE_URL);
  const code = codeOf(error) ?? "no response in time";
  const { text, fix } = databaseUnavailable({ code, address, inContainer: isInContainer() });
  return new CommandError("database-unavailable", `The database ${text}.\n${fix}`);
}

const capitalized = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
