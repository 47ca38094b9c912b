import type postgres from "postgres";
import { sessionsPerUser } from "./stored-user";
import { userAgents } from "./user-agents";

/** One array per column, which a single statement takes through `unnest`. */
export type Identities = {
  numbers: number[];
  emails: string[];
  googleSubjects: string[];
  githubIds: string[];
};

/**
 * Writes users with their accounts, sessions and activity in one statement.
 *
 * Each has an account at Google, and every second one at GitHub too. Their sessions were opened in
 * the last two months and seen in the last four weeks, so that all are live under the default
 * lifetimes. Sessions and activity are written in order of time, as in a real app, so that one
 * user's rows are spread over many pages.
 */
export async function storeUsers(sql: postgres.ISql, users: Identities): Promise<void> {
  const { numbers, emails, googleSubjects, githubIds } = users;
  await sql`
    with new_user as materialized (
      select n, email, google, github, gen_random_uuid() as id,
        now() - interval '60 days' - random() * interval '300 days' as since
      from unnest(${numbers}::int[], ${emails}::text[], ${googleSubjects}::text[],
        ${githubIds}::text[]) as identity (n, email, google, github)
    ), use as materialized (
      select n, k, id as user_id, now() - random() * interval '28 days' as seen
      from new_user, generate_series(1, ${sessionsPerUser}::int) as k
    ), session as materialized (
      select n, k, user_id, gen_random_uuid() as id, seen,
        seen - random() * interval '30 days' as opened,
        case when n % 2 = 0 and k % 2 = 0 then 'github' else 'google' end as provider,
        (${userAgents}::text[])[1 + (n + k) % ${userAgents.length}] as user_agent,
        ${address(sql)} as ip,
        ${hashOf(sql, sql`'device ' || ${tokenOf(sql, "device")}`)} as device_hash
      from use
    ), stored_user as (
      insert into users (id, username, name, email, email_verified, created_at)
      select id, split_part(email, '@', 1), 'Person ' || n, email, since, since
      from new_user order by since
    ), stored_account as (
      insert into accounts
        (provider, provider_account_id, user_id, email, created_at, last_used_at)
      select 'google', google, id, email, since, now() - random() * interval '28 days' from new_user
      union all
      select 'github', github, id, email, since, now() - random() * interval '28 days' from new_user
      where n % 2 = 0
    ), stored_session as (
      insert into sessions (id, token_hash, user_id, provider, user_agent, ip, created_at,
        last_seen_at, authenticated_at, new_device, expires_at, absolute_expires_at)
      select id, ${hashOf(sql, tokenOf(sql, "session"))}, user_id, provider, user_agent, ip, opened,
        seen, opened, ${isNewDevice(sql)}, seen + interval '30 days', opened + interval '90 days'
      from session order by opened
    )
    insert into activity
      (user_id, kind, at, provider, subject_id, detail, user_agent, ip, device_hash, unanswered)
    select * from (
      select id, 'account-created', since, 'google', null::uuid, null, null, null, null, false
      from new_user
      union all
      select user_id, 'sign-in', opened, provider, id,
        case when ${isNewDevice(sql)} then 'new-device' end, user_agent, ip, device_hash,
        ${isNewDevice(sql)} and n % 10 = 0
      from session
    ) as entry (user_id, kind, at) order by at`;
}

/** A fifth of the sessions are on a new device. A tenth of those await the user's answer. */
function isNewDevice(sql: postgres.ISql) {
  return sql`k = ${sessionsPerUser}::int`;
}

/** The same tokens as `sessionTokenOf` and `deviceTokenOf`. */
function tokenOf(sql: postgres.ISql, what: "session" | "device") {
  return digest(sql, sql`${what}::text || ' ' || k || ' of user ' || n`);
}

/** The stored hash of a token. */
function hashOf(sql: postgres.ISql, token: Fragment) {
  return digest(sql, token);
}

function digest(sql: postgres.ISql, text: Fragment) {
  return sql`translate(
    rtrim(encode(sha256(convert_to(${text}, 'UTF8')), 'base64'), '='), '+/', '-_')`;
}

/** From private and documentation ranges; every third one is IPv6. */
function address(sql: postgres.ISql) {
  return sql`case when (n + k) % 3 = 0
    then '2001:db8:' || to_hex(n % 65536) || ':' || to_hex(k) || '::' || to_hex(n / 65536 + 1)
    else '10.' || n / 65536 % 256 || '.' || n / 256 % 256 || '.' || n % 256 end`;
}

type Fragment = postgres.PendingQuery<postgres.Row[]>;
