import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { recoveries, suspendedIdentities } from "@/lib/db/access-schema";
import { db } from "@/lib/db/driver/client";
import { foyerTables } from "@/lib/db/migrations/catalog-facts";
import { pictures } from "@/lib/db/pictures-schema";
import { releasedUsernames, removedAccounts } from "@/lib/db/remembered-schema";
import { activity } from "@/lib/db/schema";
import { logAbout } from "@/lib/test-support/admin-log";
import {
  freshContext,
  minutesFromNow,
  storeAccount,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";

/**
 * A user with rows in every table, every column filled, and the values to find these rows by. Their
 * usernames are none of these values: they stay reserved when the user is gone.
 */
export async function storeFullUser() {
  const mark = randomUUID();
  const secrets: string[] = [];
  const secret = () => secrets[secrets.push(`hash-${randomUUID()}`) - 1] as string;
  const email = `${mark}@example.com`;
  const image = `https://a.example/${mark}`;
  const username = randomUUID();
  const userId = await storeUser({ username, name: `Ada ${mark}`, email, image });
  const device = { userAgent: `Mozilla/5.0 ${mark}`, ip: `192.0.2.1 ${mark}` };
  const ids = [userId];
  for (const provider of ["google", "github"]) {
    const providerAccountId = `${provider}-${mark}`;
    const accountId = await storeAccount(userId, { provider, providerAccountId, email, image });
    const sessionId = await storeSession(userId, { sessionToken: secret(), provider, ...device });
    const entry = { userId, kind: "connected" as const, provider, subjectId: accountId, ...device };
    const hidden = { sessionId, undo: secret() };
    await db()
      .insert(activity)
      .values({ ...entry, ...hidden, detail: mark, deviceHash: secret() });
    await db().insert(releasedUsernames).values({ username: randomUUID(), userId });
    const removal = { userId, provider, accountHash: secret(), ...device };
    const [removed] = await db()
      .insert(removedAccounts)
      .values(removal)
      .returning({ id: removedAccounts.id });
    ids.push(accountId, sessionId, ...(removed ? [removed.id] : []));
  }
  const pictureId = randomUUID();
  const bytes = Buffer.from(mark);
  await db().insert(pictures).values({ userId, id: pictureId, contentType: "image/webp", bytes });
  ids.push(pictureId);
  await storeOperations(userId, { mark, secret });
  const context = freshContext(userId, ids[2]);
  return { userId, context, username, traces: [mark, ...ids], secrets };
}

/** What operators did to the user. */
async function storeOperations(
  userId: string,
  { mark, secret }: { mark: string; secret: () => string },
) {
  const expires = minutesFromNow(60);
  await db().insert(recoveries).values({ userId, tokenHash: secret(), expires });
  const suspension = { userId, suspendedUntil: expires, reason: mark };
  await db()
    .insert(suspendedIdentities)
    .values([1, 2].map(() => ({ ...suspension, identityHash: secret() })));
  await logAbout(userId, mark);
}

/** What stays of a deleted user: their suspension, and what operators did. */
export const tablesThatStay = ["admin_log", "suspended_identities"];

/** Those of Foyer's tables that hold rows of a user: they have a `user_id` or reference `users`. */
export async function tablesOfUsers(): Promise<string[]> {
  const rows = await db().execute<{ name: string }>(sql`
    select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'user_id'
    union
    select conrelid::regclass::text from pg_constraint
      where contype = 'f' and confrelid = 'users'::regclass
    union select 'users' order by name`);
  return rows.map(({ name }) => name).filter((name) => foyerTables.some((table) => table === name));
}

/** How many rows of each table contain any of these texts, in any column. */
export async function rowsThatMention(texts: string[]): Promise<Record<string, number>> {
  const tables = await db().execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const mentions = texts.map((text) => sql`row_text like ${`%${text}%`}`);
    const [row] = await db().execute<{ count: number }>(
      sql`select count(*)::int as count from
        (select ${sql.identifier(name)}::text as row_text from ${sql.identifier(name)}) as texts
        where ${sql.join(mentions, sql` or `)}`,
    );
    counts[name] = row?.count ?? 0;
  }
  return counts;
}
