import "server-only";
import type postgres from "postgres";
import { connect, db } from "@/lib/db/driver/client";
import { runQuery, withDeadline } from "@/lib/db/driver/run-query";
import type { Env } from "@/lib/env/env";

/** A provider's key, and the server that it is set up with. */
export type ConfiguredIssuer = { provider: string; issuer: string };

/** Accounts under a provider's key that are of another server. */
export type OtherIssuer = { provider: string; issuer: string; accounts: number };

/** A start and a cold function wait for this. */
const bootMilliseconds = 2_000;
const doctorMilliseconds = 10_000;

/**
 * Finds accounts of another issuer than their provider is set up with.
 * @throws DatabaseUnavailableError
 */
export function findOtherIssuers(configured: ConfiguredIssuer[]): Promise<OtherIssuer[]> {
  return runQuery(() => readOtherIssuers(db().$client, configured), bootMilliseconds);
}

/** The same over a connection of its own, for a process that has no pool. */
export async function inspectOtherIssuers(
  configured: ConfiguredIssuer[],
  settings: Env,
): Promise<OtherIssuer[]> {
  const sql = connect({ ...settings, DATABASE_POOL_MAX: 1 });
  try {
    return await withDeadline(() => readOtherIssuers(sql, configured), doctorMilliseconds);
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {});
  }
}

/**
 * Looks at the first thousand accounts of each provider, which the primary key finds in milliseconds:
 * after a change, nearly all are of the former issuer. A sign-in refuses each that this misses.
 */
async function readOtherIssuers(
  sql: postgres.Sql,
  configured: ConfiguredIssuer[],
): Promise<OtherIssuer[]> {
  const providers = configured.map(({ provider }) => provider);
  const issuers = configured.map(({ issuer }) => issuer);
  const changed = await sql<{ provider: string }[]>`
    select distinct configured.provider
    from unnest(${providers}::text[], ${issuers}::text[]) as configured (provider, issuer)
    cross join lateral (
      select accounts.issuer from accounts where accounts.provider = configured.provider
      order by accounts.provider_account_id limit 1000
    ) as stored
    where stored.issuer <> configured.issuer`;
  if (changed.length === 0) return [];
  const counts = await sql<OtherIssuer[]>`
    select provider, issuer, count(*)::int as accounts from accounts
    where issuer is not null and provider = any(${changed.map(({ provider }) => provider)})
    group by provider, issuer order by provider, issuer`;
  return counts
    .filter(({ provider, issuer }) =>
      configured.every((each) => each.provider !== provider || each.issuer !== issuer),
    )
    .map((each) => ({ ...each }));
}
