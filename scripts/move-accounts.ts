import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { pinnedNames, portableSettings } from "../lib/db/driver/session-settings";
import { toConnectionTarget } from "../lib/env/connection-target";
import { toConnectionUrl } from "../lib/env/database-url";
import { configuredIssuer } from "./accounts/configured-issuer";
import { type AccountMove, moveAccounts } from "./accounts/move-accounts";
import { readProjectEnvironment } from "./processes/project-environment";
import { describeFailure, SetupError } from "./processes/setup-error";

const usage = `npm run accounts:move -- <provider> --from <issuer> [--to <issuer>]
    The provider's server has a new address: its accounts stay the same users'. Without --to, it is the
    one that the provider is set up with in this environment.
npm run accounts:move -- <provider> --from <issuer> --as <provider>
    The accounts get another key, because another server takes over the old one.

It asks before it writes, unless you add --yes. The database is that of DATABASE_URL.`;

const text = { type: "string" } as const;
const options = { from: text, to: text, as: text, yes: { type: "boolean" } } as const;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const asked = readArguments();
  if (!asked) {
    console.error(usage);
    return 2;
  }
  const { DATABASE_URL } = readProjectEnvironment("production");
  if (!DATABASE_URL)
    throw new SetupError("DATABASE_URL is not set, so there are no accounts to move.");
  const move = await completeMove(asked);
  const { url, options } = toConnectionTarget(toConnectionUrl(DATABASE_URL), pinnedNames);
  const sql = postgres(url, {
    ...options,
    max: 1,
    prepare: false,
    onnotice: () => {},
    connection: { application_name: "foyer accounts:move", ...portableSettings },
  });
  try {
    const moved = await moveAccounts(sql, move, (accounts) =>
      asked.isConfirmed ? Promise.resolve(true) : confirm(move, accounts),
    );
    console.log(moved === null ? "Nothing was moved." : `Moved ${moved}.`);
    return moved === null ? 1 : 0;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Accounts that get another key keep their issuer, unless it changes too. */
async function completeMove({ provider, from, to, as }: Arguments): Promise<AccountMove> {
  if (as !== undefined) return { provider, from, to: to ?? from, as };
  return { provider, from, to: to ?? (await configuredIssuer(provider)), as: provider };
}

type Arguments = Pick<AccountMove, "provider" | "from"> & {
  to: string | undefined;
  as: string | undefined;
  isConfirmed: boolean;
};

function readArguments(): Arguments | null {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [provider, ...others] = positionals;
    const { from, to, as, yes = false } = values;
    if (!provider || !from || others.length > 0) return null;
    return { provider, from, to, as, isConfirmed: yes };
  } catch {
    return null;
  }
}

async function confirm({ provider, from, to, as }: AccountMove, accounts: number) {
  const target = provider === as ? to : `the key ${as} (${to})`;
  const question = `Move ${accounts} of ${provider} from ${from} to ${target}?`;
  if (!process.stdin.isTTY) throw new SetupError(`${question} To do so, add --yes.`);
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
