import type postgres from "postgres";
import { SetupError } from "../processes/setup-error";

/** Which accounts to move, and where to: to another issuer, to another provider's key, or both. */
export type AccountMove = { provider: string; from: string; to: string; as: string };

/**
 * Moves accounts in one transaction: all of them or none. A sign-in meanwhile waits for it.
 *
 * @param mayMove - called with the number of accounts before anything is written
 * @returns how many were moved; null if it may not
 * @throws SetupError if there is nothing to move, or an account with a moved one's key exists already
 */
export async function moveAccounts(
  sql: postgres.Sql,
  move: AccountMove,
  mayMove: (accounts: number) => Promise<boolean>,
): Promise<number | null> {
  const { provider, from, to, as } = move;
  const [found] = await sql<{ accounts: number }[]>`
    select count(*)::int as accounts from accounts where provider = ${provider} and issuer = ${from}`;
  if (!found?.accounts) throw new SetupError(await describeIssuers(sql, move));
  if (!(await mayMove(found.accounts))) return null;
  try {
    const { count } = await sql.begin(async (tx) => {
      // A million accounts take longer than a request may.
      await tx`set local statement_timeout = 0`;
      return tx`
        update accounts set provider = ${as}, issuer = ${to}
        where provider = ${provider} and issuer = ${from}`;
    });
    return count;
  } catch (error) {
    if ((error as { code?: unknown }).code !== "23505") throw error;
    throw new SetupError(
      `Nothing was moved: ${as} already has an account with the number of one of these. Choose another key.`,
    );
  }
}

/** Why nothing can be moved, with what could be. */
async function describeIssuers(
  sql: postgres.Sql,
  { provider, from }: AccountMove,
): Promise<string> {
  const rows = await sql<{ issuer: string | null; accounts: number }[]>`
    select issuer, count(*)::int as accounts from accounts
    where provider = ${provider} group by issuer order by issuer`;
  const lines = rows.map(
    ({ issuer, accounts }) => `  ${issuer ?? "(not known until they sign in)"}: ${accounts}`,
  );
  const known = lines.length > 0 ? `Its accounts, by issuer:\n${lines.join("\n")}` : "It has none.";
  return `No account of ${provider} is of ${from}. ${known}`;
}
