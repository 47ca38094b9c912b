import postgres from "postgres";
import { isLoopback } from "../../lib/doctor/app-address/app-url";
import { describeDatabase, toConnectionTarget } from "../../lib/env/connection-target";
import { toReadableAddress } from "../migrations/migrate-database";
import { SetupError } from "../processes/setup-error";
import {
  namedDatabase,
  openDeveloperDatabase,
  readDeveloperEnvironment,
} from "./developer-database";

const flag = "--yes-really";

/**
 * Opens the developer's database for a command that changes it as a whole.
 * @throws SetupError if it may be more than a developer's
 */
export async function openExpendableDatabase(request: Omit<Request, "url">) {
  const environment = readDeveloperEnvironment();
  requireExpendable({ ...request, url: namedDatabase(environment) });
  return { environment, ...(await openDeveloperDatabase(environment)) };
}

/**
 * Refuses a database that may be more than a developer's: any with NODE_ENV=production, and one on another
 * machine unless the arguments have `--yes-really`. Limit: a tunnel to another machine looks like this one.
 *
 * @param url - of DATABASE_URL; null for the embedded database
 * @throws SetupError
 */
export function requireExpendable({ url, command, args, does }: Request): void {
  const unknown = args.find((argument) => argument !== flag);
  if (unknown !== undefined) {
    throw new SetupError(`${command} does not know ${unknown}. Its only argument is ${flag}.`);
  }
  if (process.env.NODE_ENV === "production") {
    throw new SetupError(`${command} ${does}, so it does not run with NODE_ENV=production.`);
  }
  if (url === null || isOnThisMachine(toReadableAddress(url)) || args.includes(flag)) return;
  throw new SetupError(
    `${command} ${does}, and DATABASE_URL names one on another machine: ${describeDatabase(toReadableAddress(url))}.\n` +
      `If you mean that one: npm run ${command} -- ${flag}`,
  );
}

/**
 * Whether each host of an address is this machine, or a socket on it. Asks postgres.js, which will connect
 * there and reads some addresses differently than a URL parser. It also knows PGHOST. It can't read an IPv6
 * address, so those count as another machine.
 */
function isOnThisMachine(address: string): boolean {
  const { url, options } = toConnectionTarget(address);
  return postgres(url, options).options.host.every(
    (host) => host.startsWith("/") || isLoopback(host.toLowerCase()),
  );
}

type Request = {
  url: string | null;
  /** The npm script, such as "db:reset". */
  command: string;
  args: readonly string[];
  /** What it does to a database, such as "erases the whole database". */
  does: string;
};
