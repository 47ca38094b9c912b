import postgres from "postgres";

/**
 * Has so many sessions expire, those that were not seen for longest, and makes as many activity
 * entries older than a year and as many counts of attempts whose time is over: what a clean-up finds
 * where none ever ran.
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
