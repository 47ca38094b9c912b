import postgres from "postgres";

/**
 * Creates what a first clean-up finds: expires `rows` sessions, the least recently seen ones, makes
 * as many activity entries older than a year, and adds as many expired rate-limit rows.
 */
export async function expireRows({ databaseUrl, rows }: Expiry): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`
      update sessions set expires_at = expires_at - interval '30 days'
      where id in (select id from sessions where expires_at > now() order by expires_at limit ${rows})`;
    await sql`
      update activity set at = at - interval '400 days'
      where id in (select id from activity where at > now() - interval '365 days' order by at limit ${rows})`;
    await sql`
      insert into rate_limits (key, points, expire)
      select 'expired:' || gen_random_uuid(), 1, n from generate_series(1, ${rows}::int) as n`;
    await sql`vacuum (analyze)`;
  } finally {
    await sql.end();
  }
}

type Expiry = { databaseUrl: string; rows: number };
