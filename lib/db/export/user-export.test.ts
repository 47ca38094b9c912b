import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/driver/client";
import { removedAccounts } from "@/lib/db/remembered-schema";
import { accounts, sessions, users } from "@/lib/db/schema";
import { updateProfile } from "@/lib/db/users";
import { storeFullUser, tablesOfUsers } from "@/lib/test-support/full-user";
import { batchesOf, begun } from "@/lib/test-support/read-export";
import { entriesOf } from "@/lib/test-support/stored-user";
import { type ExportedSection, exportedSections } from "./sections";
import { type ExportedRow, readExportedProfile } from "./user-export";

/** Columns that no export has: secrets, the user's own id in every row, and who else it was about. */
const omitted = {
  ...{ user_id: true, token_hash: true, device_hash: true },
  ...{ account_hash: true, undo: true, identity_hash: true },
  ...{ actor_id: true, invitation_id: true },
};

async function columnsOf(table: string) {
  const rows = await db().execute<{ name: string }>(
    sql`select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${table}`,
  );
  return rows.map(({ name }) => name).filter((name) => !(name in omitted));
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const columnNames = (row: object = {}) =>
  Object.keys(row)
    .map(snakeCase)
    .filter((name) => name !== "user_id");

async function exportOf({ context }: Awaited<ReturnType<typeof storeFullUser>>) {
  const begunExport = await begun(context);
  const sections: Record<string, ExportedRow[]> = {};
  for (const section of exportedSections) {
    sections[section] = (await batchesOf(begunExport, section)).flat();
  }
  const profile = await readExportedProfile(begunExport);
  return { profile, ...(sections as Record<ExportedSection, ExportedRow[]>) };
}

describe("the export of a user", () => {
  it("has every column of every table with rows about them, except secrets", async () => {
    const { profile, ...rest } = await exportOf(await storeFullUser());
    const sections: Record<string, object | undefined> = { users: profile };
    for (const [section, rows] of Object.entries(rest)) sections[snakeCase(section)] = rows[0];
    expect(Object.keys(sections).sort()).toEqual(await tablesOfUsers());
    for (const [table, row] of Object.entries(sections)) {
      expect(columnNames(row).sort(), table).toEqual((await columnsOf(table)).sort());
    }
  });

  it("has every row as it is stored", async () => {
    const user = await storeFullUser();
    const { userId } = user;
    const exported = await exportOf(user);
    expect([exported.profile]).toEqual(await db().select().from(users).where(eq(users.id, userId)));

    const storedAccounts = await db().select().from(accounts).where(eq(accounts.userId, userId));
    expect(exported.accounts).toHaveLength(2);
    for (const account of exported.accounts) {
      expect(storedAccounts).toContainEqual(expect.objectContaining(account));
    }
    const storedSessions = await db().select().from(sessions).where(eq(sessions.userId, userId));
    expect(exported.sessions).toHaveLength(2);
    for (const { expiresAt, absoluteExpiresAt, ...session } of exported.sessions) {
      const stored = { ...session, expires: expiresAt, absoluteExpires: absoluteExpiresAt };
      expect(storedSessions).toContainEqual(expect.objectContaining(stored));
    }
    expect(await entriesOf(userId)).toMatchObject(exported.activity);
    const storedRemovals = await db()
      .select()
      .from(removedAccounts)
      .where(eq(removedAccounts.userId, userId));
    expect(storedRemovals).toMatchObject(exported.removedAccounts);
    const suspension = { reason: user.traces[0], suspendedUntil: expect.any(Date) };
    expect(exported.suspendedIdentities).toMatchObject([suspension, suspension]);
    expect(exported.recoveries).toMatchObject([{ expiresAt: expect.any(Date) }]);
  });

  it("is recorded, and includes that record", async () => {
    const user = await storeFullUser();
    const { userAgent, ip } = user.context;
    const { activity } = await exportOf(user);
    expect(activity.at(-1)).toMatchObject({ kind: "exported", userAgent, ip });
    expect(activity).toHaveLength(3);
  });

  it("has no hash, and nothing about another user", async () => {
    const [user, other] = [await storeFullUser(), await storeFullUser()];
    const text = JSON.stringify(await exportOf(user));
    for (const trace of user.traces) expect(text).toContain(trace);
    for (const foreign of [...user.secrets, ...other.traces, ...other.secrets]) {
      expect(text).not.toContain(foreign);
    }
  });

  it("succeeds while the user changes their profile at the same moment", async () => {
    const user = await storeFullUser();
    const { context } = user;
    for (let round = 0; round < 20; round += 1) {
      const profile = { username: randomUUID(), name: "Augusta King", pictureOf: null };
      const [exported, saved] = await Promise.all([
        exportOf(user),
        updateProfile(context, profile),
      ]);
      expect(exported.profile.id).toBe(context.userId);
      expect(saved).toBe("saved");
    }
  });
});
