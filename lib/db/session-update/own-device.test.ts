import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount } from "@/lib/db/accounts";
import { findDeviceWait } from "@/lib/db/device-wait";
import { db } from "@/lib/db/driver/client";
import { accounts, activity, type activity as activityTable, sessions } from "@/lib/db/schema";
import {
  contextIn,
  entriesOf,
  freshContext,
  minutesFromNow,
  storeAccount,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { testIssuer } from "@/lib/test-support/test-user";
import { recordConnection } from "./connection";
import { recordReauthentication } from "./reauthentication";

const waitSeconds = 24 * 60 * 60;
const long = minutesFromNow(-25 * 60);

type AccountChanges = Partial<typeof accounts.$inferInsert>;
type SessionChanges = Partial<typeof sessions.$inferInsert>;

/** A user with accounts at Google and GitHub, in a session that Google opened on an unknown device. */
async function onUnknownDevice({
  google = {},
  github = {},
  session = {},
}: {
  google?: AccountChanges;
  github?: AccountChanges;
  session?: SessionChanges;
} = {}) {
  const userId = await storeUser();
  const googleId = await storeAccount(userId, { providerAccountId: randomUUID(), ...google });
  const githubId = await storeAccount(userId, { provider: "github", ...github });
  const opened = { newDevice: true, accountId: googleId, ...session };
  const sessionId = await storeSession(userId, opened);
  const deviceHash = randomUUID();
  const signIn = {
    ...{ userId, kind: "sign-in", subjectId: sessionId, detail: "new-device", deviceHash },
    unanswered: true,
  } satisfies typeof activityTable.$inferInsert;
  await db().insert(activity).values(signIn);
  return { userId, sessionId, googleId, githubId, deviceHash };
}

type Scene = Awaited<ReturnType<typeof onUnknownDevice>>;

async function confirmWith({ userId, sessionId }: Scene, accountId: string, wait = waitSeconds) {
  const [account] = await db().select().from(accounts).where(eq(accounts.id, accountId));
  if (!account) throw new Error("there is no such account");
  const { provider, providerAccountId, email, image } = account;
  const named = { provider, issuer: testIssuer, providerAccountId, email, image };
  const options = { tokenHash: randomUUID(), newDeviceWaitSeconds: wait };
  return recordReauthentication(contextIn(userId, sessionId), named, options);
}

async function isNewDevice({ sessionId }: Scene) {
  const [session] = await db().select().from(sessions).where(eq(sessions.id, sessionId));
  return session?.newDevice;
}

/** Whether the waiting page offers this account. */
async function isOffered({ userId, sessionId }: Scene, accountId: string) {
  const wait = await findDeviceWait({ userId, sessionId }, waitSeconds);
  return wait?.confirmingAccounts.includes(accountId);
}

describe("a confirmation on an unknown device", () => {
  it("through another account makes it known, now and at later sign-ins, and is recorded", async () => {
    const scene = await onUnknownDevice();
    expect(await isOffered(scene, scene.githubId)).toBe(true);
    await confirmWith(scene, scene.githubId);
    expect(await isNewDevice(scene)).toBe(false);
    const { sessionId, deviceHash } = scene;
    expect((await entriesOf(scene.userId)).slice(1)).toMatchObject([
      { kind: "confirmed", deviceHash: null },
      { kind: "device-vouched", detail: "confirmed", subjectId: sessionId, deviceHash },
    ]);
    const context = freshContext(scene.userId, scene.sessionId);
    expect(await disconnectAccount(context, scene.githubId, accountHashes)).toMatchObject({
      kind: "disconnected",
    });
  });

  it("leaves the question to the user's other devices", async () => {
    const scene = await onUnknownDevice();
    await confirmWith(scene, scene.githubId);
    expect(await entriesOf(scene.userId)).toContainEqual(
      expect.objectContaining({ kind: "sign-in", unanswered: true }),
    );
  });

  const recent = { addedOnNewDevice: true };
  it.each<[string, Parameters<typeof onUnknownDevice>[0], "googleId" | "githubId"]>([
    ["with the account that opened the session", {}, "googleId"],
    ["with an account that was added on an unknown device", { github: recent }, "githubId"],
    [
      "in a session that an account opened that was added on an unknown device",
      { google: recent },
      "githubId",
    ],
    ["in a session from before migration 0005", { session: { accountId: null } }, "githubId"],
    ["in a session whose account is gone", { session: { accountId: randomUUID() } }, "githubId"],
  ])("%s leaves it unknown", async (_, facts, which) => {
    const scene = await onUnknownDevice(facts);
    const account = scene[which];
    expect(await isOffered(scene, account)).toBe(false);
    await confirmWith(scene, account);
    expect(await isNewDevice(scene)).toBe(true);
    const context = freshContext(scene.userId, scene.sessionId);
    expect(await disconnectAccount(context, scene.githubId, accountHashes)).toBe("unknown-device");
  });

  it("counts an account that was added on an unknown device once the wait has passed", async () => {
    const scene = await onUnknownDevice({ github: { ...recent, createdAt: long } });
    expect(await isOffered(scene, scene.githubId)).toBe(true);
    await confirmWith(scene, scene.githubId);
    expect(await isNewDevice(scene)).toBe(false);
  });

  it("makes no other session's device known", async () => {
    const scene = await onUnknownDevice();
    const other = await storeSession(scene.userId, { newDevice: true, accountId: scene.googleId });
    await confirmWith(scene, scene.githubId);
    expect(await isNewDevice({ ...scene, sessionId: other })).toBe(true);
  });
});

describe("an account that is connected in a session", () => {
  it.each([true, false])("is marked if its device is unknown: %j", async (newDevice) => {
    const scene = await onUnknownDevice({ session: { newDevice } });
    const providerAccountId = randomUUID();
    const account = { provider: "gitlab", issuer: testIssuer, providerAccountId, image: null };
    const named = { ...account, email: `${account.providerAccountId}@example.com` };
    const context = contextIn(scene.userId, scene.sessionId);
    await recordConnection(context, named, { tokenHash: null, hashes: [] });
    const [added] = await db()
      .select()
      .from(accounts)
      .where(eq(accounts.providerAccountId, account.providerAccountId));
    expect(added?.addedOnNewDevice).toBe(newDevice);
  });
});
