import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disownSession } from "@/lib/db/disown/disown-session";
import { holdUser } from "@/lib/test-support/held-user";
import { recordOf, recordSignIn } from "@/lib/test-support/sign-in-record";
import { contextIn, entriesOf, freshContext } from "@/lib/test-support/stored-user";
import { createTestUser, type TestUser } from "@/lib/test-support/test-user";
import { db } from "./driver/client";
import { forgetDevice, listKnownDevices } from "./known-devices";
import { recogniseSession } from "./new-device-sign-ins";
import { activity, sessions } from "./schema";
import { signInReturningUser } from "./sign-in/returning-user";
import { endAndForget, listSessions } from "./user-sessions";

/** A user who has just signed up, in a browser that is known from then on. */
async function newUser() {
  const user = createTestUser();
  const record = recordOf(user, { session: { userAgent: "Firefox", ip: "192.0.2.7" } });
  const userId = (await recordSignIn(record)) ?? "";
  return { user, userId, deviceHash: record.deviceHash, sessionId: await latest(userId) };
}

async function latest(userId: string): Promise<string> {
  const [session] = await listSessions(userId, 1);
  return session?.id ?? "";
}

/** Signs the user in again on a device. @returns whether it was unknown, and the session's id */
async function signInOn(deviceHash: string, user: TestUser, userId: string) {
  await recordSignIn({ ...recordOf(user), deviceHash });
  const [session] = await listSessions(userId, 1);
  return { isNew: session?.newDevice, id: session?.id ?? "" };
}

describe("the list of known devices", () => {
  it("has each one once, as it was at its last sign-in, with its live sessions", async () => {
    const { user, userId, deviceHash, sessionId } = await newUser();
    const again = await signInOn(deviceHash, user, userId);
    const [device, ...others] = await listKnownDevices(userId, 9);
    expect(others).toEqual([]);
    expect(device?.sessionIds.sort()).toEqual([sessionId, again.id].sort());
    expect(device).toMatchObject({ userAgent: null, ip: null });
    await db().delete(sessions).where(eq(sessions.userId, userId));
    expect(await listKnownDevices(userId, 9)).toMatchObject([{ id: device?.id, sessionIds: [] }]);
  });

  it("has no unknown one until the user recognises it, and none of another user's", async () => {
    const { user, userId, sessionId } = await newUser();
    const other = await newUser();
    const second = await signInOn(randomUUID(), user, userId);
    expect(await listKnownDevices(userId, 9)).toHaveLength(1);
    await recogniseSession(contextIn(userId, sessionId), second.id);
    const known = await listKnownDevices(userId, 9);
    expect(known.map(({ sessionIds }) => sessionIds)).toEqual([[second.id], [sessionId]]);
    expect(await listKnownDevices(other.userId, 9)).toHaveLength(1);
  });
});

describe("a device that was forgotten", () => {
  it("is unknown at the next sign-in, also if it was the first; its session stays", async () => {
    const { user, userId, deviceHash, sessionId } = await newUser();
    const [device] = await listKnownDevices(userId, 9);
    const context = freshContext(userId, sessionId);
    expect(await forgetDevice(context, device?.id ?? "")).toBe("forgotten");
    expect(await forgetDevice(context, device?.id ?? "")).toBe("forgotten-before");
    expect(await listKnownDevices(userId, 9)).toEqual([]);
    expect((await entriesOf(userId)).at(-1)?.kind).toBe("device-forgotten");
    expect((await signInOn(deviceHash, user, userId)).isNew).toBe(true);
    expect(await listSessions(userId, 9)).toHaveLength(2);
  });

  it("is unknown to a sign-in that waited for it to be forgotten", async () => {
    const { user, userId, deviceHash } = await newUser();
    const held = await holdUser(userId);
    const signIn = signInReturningUser({ ...recordOf(user), deviceHash });
    await held.waiterBegan();
    await held.sql`update activity set device_hash = null where user_id = ${userId}`;
    await held.release();
    await signIn;
    const entries = await entriesOf(userId);
    expect(entries.at(-1)).toMatchObject({ detail: "new-device", unanswered: true });
    const [session] = await listSessions(userId, 1);
    expect(session?.newDevice).toBe(true);
  });

  it("waits until its session's own device may forget it, and is this user's own", async () => {
    const [own, other] = [await newUser(), await newUser()];
    const [theirs] = await listKnownDevices(other.userId, 9);
    const context = freshContext(own.userId, own.sessionId);
    expect(await forgetDevice(context, theirs?.id ?? "")).toBe("unknown");
    expect(await forgetDevice(context, randomUUID())).toBe("unknown");
    const [device] = await listKnownDevices(own.userId, 9);
    const intruder = await signInOn(randomUUID(), own.user, own.userId);
    const unknown = freshContext(own.userId, intruder.id);
    expect(await forgetDevice(unknown, device?.id ?? "")).toBe("unknown-device");
    expect(await endAndForget(unknown, own.sessionId)).toBe("unknown-device");
    expect(await listKnownDevices(own.userId, 9)).toHaveLength(1);
    expect(await listKnownDevices(other.userId, 9)).toHaveLength(1);
  });

  it("is so with the session that is ended, once, however often that is pressed", async () => {
    const { user, userId, deviceHash, sessionId } = await newUser();
    const second = await signInOn(randomUUID(), user, userId);
    await recogniseSession(contextIn(userId, sessionId), second.id);
    const context = freshContext(userId, second.id);
    const press = () => endAndForget(context, sessionId);
    expect((await Promise.all([press(), press()])).sort()).toEqual(["ended", "ended-before"]);
    const kinds = (await entriesOf(userId)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "device-forgotten")).toHaveLength(1);
    expect((await signInOn(deviceHash, user, userId)).isNew).toBe(true);
  });

  it("is any whose sign-in the user disowns, in case a confirmation had made it known", async () => {
    const { user, userId, sessionId } = await newUser();
    const deviceHash = randomUUID();
    const intruder = await signInOn(deviceHash, user, userId);
    const vouched = { userId, kind: "device-vouched", subjectId: intruder.id, deviceHash } as const;
    await db().insert(activity).values(vouched);
    expect(await listKnownDevices(userId, 9)).toHaveLength(2);
    expect(
      await disownSession(contextIn(userId, sessionId), intruder.id, accountHashes),
    ).toMatchObject({
      kind: "disowned",
    });
    expect(await listKnownDevices(userId, 9)).toHaveLength(1);
    expect((await signInOn(deviceHash, user, userId)).isNew).toBe(true);
    const isOld = and(eq(activity.userId, userId), eq(activity.kind, "device-vouched"));
    expect(await db().select().from(activity).where(isOld)).toMatchObject([{ deviceHash: null }]);
  });
});
