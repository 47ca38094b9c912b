import type postgres from "postgres";
import { sessionsPerUser } from "./stored-user";
import { userAgents } from "./user-agents";

/** Column by column, since that is what one statement takes. */
export type Identities = {
  numbers: number[];
  emails: string[];
  googleSubjects: string[];
  githubIds: string[];
};

/**
 * Writes people with all that is theirs in one statement.
 *
 * Each has an account at Google, every other one at GitHub too. Their sessions were opened in the
 * last two months and seen in the last four weeks, so that all are alive with the lifetimes that
 * the app has unless told otherwise. Sessions and activity are written in the order of their time,
 * as in an app that is used: what belongs to one person stands on as many pages.
 */
export async function storeUsers(sql: postgres.ISql, users: Identities): Promise<void> {
  const { numbers, emails, googleSubjects, githubIds } = users;
  await sql`
    with person as materialized (
      select n, email, google, github, gen_random_uuid() as id,
        now() - interval '60 days' - random() * interval '300 days' as since
      from unnest(${numbers}::int[], ${emails}::text[], ${googleSubjects}::text[],
        ${githubIds}::text[]) as identity (n, email, google, github)
    ), use as materialized (
      select n, k, id as user_id, now() - random() * interval '28 days' as seen
      from person, generate_series(1, ${sessionsPerUser}::int) as k
    ), session as materialized (
      select n, k, user_id, gen_random_uuid() as id, seen,
        seen - random() * interval '30 days' as opened,
        case when n % 2 = 0 and k % 2 = 0 then 'github' else 'google' end as provider,
        (${userAgents}::text[])[1 + (n + k) % ${userAgents.length}] as user_agent,
        ${address(sql)} as ip,
        ${hashOf(sql, sql`'device ' || ${tokenOf(sql, "device")}`)} as device_hash
      from use
    ), stored_person as (
      insert into users (id, username, name, email, email_verified, created_at)
      select id, split_part(email, '@', 1), 'Person ' || n, email, since, since
      from person order by since
    ), stored_account as (
      insert into accounts
        (provider, provider_account_id, user_id, email, created_at, last_used_at)
      select 'google', google, id, email, since, now() - random() * interval '28 days' from person
      union all
      select 'github', github, id, email, since, now() - random() * interval '28 days' from person
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
      from person
      union all
      select user_id, 'sign-in', opened, provider, id,
        case when ${isNewDevice(sql)} then 'new-device' end, user_agent, ip, device_hash,
        ${isNewDevice(sql)} and n % 10 = 0
      from session
    ) as entry (user_id, kind, at) order by at`;
}

/** A fifth of the sessions was opened in a browser that was new; a tenth of those is in question. */
function isNewDevice(sql: postgres.ISql) {
  return sql`k = ${sessionsPerUser}::int`;
}

/** What `sessionTokenOf` and `deviceTokenOf` give. */
function tokenOf(sql: postgres.ISql, what: "session" | "device") {
  return digest(sql, sql`${what}::text || ' ' || k || ' of person ' || n`);
}

/** What is stored of a token. */
function hashOf(sql: postgres.ISql, token: Fragment) {
  return digest(sql, token);
}

function digest(sql: postgres.ISql, text: Fragment) {
  return sql`translate(
    rtrim(encode(sha256(convert_to(${text}, 'UTF8')), 'base64'), '='), '+/', '-_')`;
}

/** Of the ranges that nobody has; every third one of the longer kind. */
function address(sql: postgres.ISql) {
  return sql`case when (n + k) % 3 = 0
    then '2001:db8:' || to_hex(n % 65536) || ':' || to_hex(k) || '::' || to_hex(n / 65536 + 1)
    else '10.' || n / 65536 % 256 || '.' || n / 256 % 256 || '.' || n % 256 end`;
}

type Fragment = postgres.PendingQuery<postgres.Row[]>;
