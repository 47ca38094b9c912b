import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { noteActivity } from "@/lib/db/activity";
import type { Database } from "@/lib/db/client";
import { drizzleAdapter } from "@/lib/db/drizzle-adapter";
import { lockPerson } from "@/lib/db/lock-person";
import { unlessOvertaken } from "@/lib/db/overtaken";
import { activity } from "@/lib/db/schema";
import { type NamedAccount, noteUse } from "@/lib/db/use-account";

export type SignInRecord = {
  /** Null for a person who is new here. */
  userId: string | null;
  account: NamedAccount & { email: string; isNew: boolean };
  profile: { username: string; name: string | null; email: string; image: string | null };
  session: {
    /** The hash, never the token. */
    sessionToken: string;
    provider: string;
    expires: Date;
    absoluteExpires: Date;
    userAgent: string | null;
    ip: string | null;
  };
  /** The hash of the browser's device cookie. */
  deviceHash: string;
};

/**
 * Writes person, account, session and what there is to note of them, together or not at all.
 *
 * @returns the person's id; null when somebody else wrote the same person or account first
 * @throws DatabaseAwayError
 */
export async function recordSignIn(record: SignInRecord): Promise<string | null> {
  return unlessOvertaken((tx) => write(tx, record));
}

async function write(tx: Database, record: SignInRecord): Promise<string> {
  const { userId, account, profile, session, deviceHash } = record;
  const adapter = drizzleAdapter(tx);
  const id = userId ?? (await createUser(adapter, profile));
  if (account.isNew) await adapter.linkAccount({ ...account, userId: id, type: "oauth" });
  else {
    await lockPerson(tx, id);
    await noteUse(tx, id, account);
  }

  const newDevice = userId !== null && !(await isKnownDevice(tx, userId, deviceHash));
  const opened = { ...session, id: randomUUID(), userId: id, newDevice };
  await adapter.createSession(opened);
  const { provider, userAgent, ip } = session;
  const entry = { userId: id, provider, userAgent, ip };
  if (!userId) await noteActivity(tx, { ...entry, kind: "account-created", deviceHash });
  else if (account.isNew) await noteActivity(tx, { ...entry, kind: "connected" });
  await noteActivity(tx, {
    ...entry,
    kind: "sign-in",
    subjectId: opened.id,
    deviceHash,
    ...(newDevice && { detail: newDeviceDetail, unanswered: true }),
  });
  return id;
}

async function createUser(
  adapter: ReturnType<typeof drizzleAdapter>,
  profile: SignInRecord["profile"],
) {
  const user = { id: "", ...profile, emailVerified: new Date() };
  return (await adapter.createUser(user)).id;
}

/** What the entry of a sign-in on an unknown device has for its detail. */
const newDeviceDetail = "new-device";

/**
 * A browser is known from the person's first sign-in on, or once somebody has vouched for it. Having
 * been used is not enough: whoever broke in would be known the second time.
 */
async function isKnownDevice(tx: Database, userId: string, deviceHash: string): Promise<boolean> {
  const seen = await tx
    .select({ id: activity.id })
    .from(activity)
    .where(
      and(
        eq(activity.userId, userId),
        eq(activity.deviceHash, deviceHash),
        sql`${activity.detail} is distinct from ${newDeviceDetail}`,
      ),
    )
    .limit(1);
  return seen.length > 0;
}
