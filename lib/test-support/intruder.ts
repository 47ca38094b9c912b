import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount } from "@/lib/db/accounts";
import { disownSession } from "@/lib/db/disown/disown-session";
import { db } from "@/lib/db/driver/client";
import { removedAccounts } from "@/lib/db/remembered-schema";
import { accounts, activity, sessions, users } from "@/lib/db/schema";
import { recordConnection } from "@/lib/db/session-update/connection";
import { changeAddress, updateProfile } from "@/lib/db/users";
import {
  entriesOf,
  freshContext,
  minutesFromNow,
  storeAccount,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { testIssuer } from "@/lib/test-support/test-user";

export const picture = "https://a.example/owner";

/** A user with a Google account, signed in on a known device, and a session on an unknown one. */
export async function ownerAndIntruder() {
  const userId = await storeUser({ image: picture });
  const google = await storeAccount(userId, { image: picture, createdAt: minutesFromNow(-99) });
  const own = freshContext(userId, await storeSession(userId));
  const theirs = await intrude(userId);
  return { userId, google, own, theirs, before: await stateOf(userId) };
}

/** Another session on an unknown device, whose sign-in is unanswered. */
export async function intrude(userId: string, changes: Partial<typeof sessions.$inferInsert> = {}) {
  const sessionId = await storeSession(userId, { newDevice: true, ...changes });
  await db()
    .insert(activity)
    .values({
      ...{ userId, kind: "sign-in", detail: "new-device" },
      ...{ provider: "google", subjectId: sessionId, unanswered: true },
    });
  // Its wait is over, or it could do nothing.
  return { ...freshContext(userId, sessionId), newDeviceWaitSeconds: 0 };
}

export async function connect(context: Awaited<ReturnType<typeof intrude>>, provider = "github") {
  const providerAccountId = randomUUID();
  const email = `${providerAccountId}@example.com`;
  const account = {
    ...{ provider, issuer: testIssuer, providerAccountId, email },
    image: "https://a.example/eve",
  };
  await recordConnection(context, account, {
    tokenHash: null,
    hashes: accountHashes(account),
  });
  const [row] = await db()
    .select()
    .from(accounts)
    .where(eq(accounts.providerAccountId, providerAccountId));
  if (!row) throw new Error("nothing was connected");
  return row;
}

/** What an intruder does with a stolen account. */
export async function takeOver({ google, theirs }: Awaited<ReturnType<typeof ownerAndIntruder>>) {
  const github = await connect(theirs);
  await disconnectAccount(theirs, google, accountHashes);
  await changeAddress(theirs, github.id, () => false);
  await updateProfile(theirs, {
    username: `eve-${randomUUID()}`,
    name: "Eve",
    pictureOf: github.id,
  });
  return github;
}

export async function stateOf(userId: string) {
  const [user] = await db().select().from(users).where(eq(users.id, userId));
  const connected = await db().select().from(accounts).where(eq(accounts.userId, userId));
  return { user, accounts: connected.toSorted((a, b) => a.id.localeCompare(b.id)) };
}

export const removalsOf = (userId: string) =>
  db().select().from(removedAccounts).where(eq(removedAccounts.userId, userId));

export async function undoLeft(userId: string) {
  return (await entriesOf(userId)).filter(({ undo, sessionId }) => undo || sessionId);
}

export const isOpen = async (id: string) =>
  (await db().select().from(sessions).where(eq(sessions.id, id))).length > 0;

export const disown = (
  own: Awaited<ReturnType<typeof intrude>>,
  { sessionId }: { sessionId: string },
) => disownSession(own, sessionId, accountHashes);
