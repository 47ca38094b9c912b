import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { describe, expect, it } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import {
  type ActionQuery,
  type ActionSubject,
  actionQueries,
} from "@/lib/test-support/action-queries";
import { firstWaiter, holdUser } from "@/lib/test-support/held-user";
import { storeRecovery } from "@/lib/test-support/recovery";
import {
  storeAccount,
  storeFreshContext,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { disconnectAccount } from "./accounts";
import { actionTransaction } from "./action-transaction";
import type { SensitiveActionContext } from "./activity";
import { db } from "./driver/client";
import { activity, type sessions } from "./schema";
import { deleteSession } from "./sessions";
import { updateProfile } from "./users";

const queries = Object.entries(actionQueries);
const refusals = ["signed-out", "forbidden", "unknown-device", "stale"];

type Scene = { userId: string; context: SensitiveActionContext; subject: ActionSubject };

/** A user about whom every action has something to do, acting in a session opened just now. */
async function setScene(changes: Partial<typeof sessions.$inferInsert> = {}): Promise<Scene> {
  const userId = await storeUser();
  const googleSubject = randomUUID();
  await storeAccount(userId, { providerAccountId: googleSubject });
  const githubId = await storeAccount(userId, { provider: "github" });
  const context = await storeFreshContext(userId, changes);
  const newSession = await storeSession(userId, { newDevice: true });
  const signIn = { userId, kind: "sign-in", subjectId: newSession, unanswered: true } as const;
  const use = { userId, kind: "used-elsewhere", subjectId: newSession, unanswered: true } as const;
  const known = { userId, kind: "sign-in", deviceHash: randomUUID() } as const;
  await db().insert(activity).values([signIn, use]);
  await storeRecovery(userId);
  const [device] = await db().insert(activity).values(known).returning({ id: activity.id });
  const knownDevice = device?.id ?? "";
  return { userId, context, subject: { googleSubject, githubId, newSession, knownDevice } };
}

/** Everything that is stored about a user. */
async function stateOf(userId: string, client: postgres.Sql = db().$client) {
  const [state] = await client`
    select
      (select json_agg(users order by id) from users where id = ${userId}) as users,
      (select json_agg(accounts order by id) from accounts where user_id = ${userId}) as accounts,
      (select json_agg(recoveries) from recoveries where user_id = ${userId}) as recoveries,
      (select json_agg(sessions order by id) from sessions where user_id = ${userId}) as sessions,
      (select json_agg(activity order by id) from activity where user_id = ${userId}) as activity`;
  return state;
}

/** @param began - when the waiting action's transaction began */
type Meanwhile = (client: postgres.Sql, scene: Scene, began: string) => Promise<unknown>;

/** Makes an action wait for the user's row while something happens, and then lets it continue. */
async function actLate(query: ActionQuery, scene: Scene, meanwhile: Meanwhile) {
  const held = await holdUser(scene.userId);
  const outcome = query(scene.context, scene.subject);
  await meanwhile(held.sql, scene, await held.waiterBegan());
  const before = await stateOf(scene.userId, held.sql);
  await held.release();
  return { outcome: await outcome, before, after: await stateOf(scene.userId) };
}

// By `now()`, which is when the action began to wait, the sessions that expire here are still live.
const endings: [what: string, Meanwhile][] = [
  [
    "all of the user's sessions were deleted",
    (client, { userId }) => client`delete from sessions where user_id = ${userId}`,
  ],
  [
    "its session was ended",
    (client, { context }) => client`delete from sessions where id = ${context.sessionId}`,
  ],
  [
    "its session was idle for too long",
    (client, { context }, began) => client`
      update sessions set expires_at = ${began}::text::timestamptz + interval '1 microsecond'
      where id = ${context.sessionId}`,
  ],
  [
    "its session reached its absolute expiry",
    (client, { context }, began) => client`
      update sessions set absolute_expires_at = ${began}::text::timestamptz + interval '1 microsecond'
      where id = ${context.sessionId}`,
  ],
  ["the user was deleted", (client, { userId }) => client`delete from users where id = ${userId}`],
];

describe.each(queries)("%s, after waiting for the user's row", (_, query) => {
  it.each(endings)("changes nothing if %s meanwhile", async (_, end) => {
    const { outcome, before, after } = await actLate(query, await setScene(), end);
    expect(outcome).toBe("signed-out");
    expect(after).toEqual(before);
  });

  it("changes nothing if the session goes stale meanwhile", async () => {
    const age: Meanwhile = (client, { context }, began) => client`
      update sessions set authenticated_at = ${began}::text::timestamptz - interval '5 minutes'
      where id = ${context.sessionId}`;
    const { outcome, before, after } = await actLate(query, await setScene(), age);
    expect(outcome).toBe("stale");
    expect(after).toEqual(before);
  });

  it("changes nothing if the device turns out to be unknown meanwhile", async () => {
    const disown: Meanwhile = (client, { context }) =>
      client`update sessions set new_device = true where id = ${context.sessionId}`;
    const { outcome, before, after } = await actLate(query, await setScene(), disown);
    expect(outcome).toBe("unknown-device");
    expect(after).toEqual(before);
  });

  it("succeeds if the device is recognised meanwhile", async () => {
    const recognise: Meanwhile = (client, { context }) =>
      client`update sessions set new_device = false where id = ${context.sessionId}`;
    const scene = await setScene({ newDevice: true });
    const { outcome, before, after } = await actLate(query, scene, recognise);
    expect(refusals).not.toContain(outcome);
    expect(after).not.toEqual(before);
  });

  it("succeeds if nothing happened meanwhile", async () => {
    const { outcome, before, after } = await actLate(query, await setScene(), async () => {});
    expect(refusals).not.toContain(outcome);
    expect(after).not.toEqual(before);
  });
});

describe.each(queries)("%s", (_, query) => {
  it("changes nothing in a session of another user", async () => {
    const [own, other] = [await setScene(), await setScene()];
    const before = [await stateOf(own.userId), await stateOf(other.userId)];
    const context = { ...own.context, sessionId: other.context.sessionId };
    expect(await query(context, own.subject)).toBe("signed-out");
    expect([await stateOf(own.userId), await stateOf(other.userId)]).toEqual(before);
  });
});

describe("an action and a sign-out in one session", () => {
  const device = { userAgent: null, ip: null };

  it("wait for each other: nothing is written in a session after it ended", async () => {
    const sessionToken = randomUUID();
    const { context } = await setScene({ sessionToken });
    const done: string[] = [];
    let signOut: Promise<unknown> | undefined;
    await actionTransaction(context, async (tx) => {
      const [backend] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      signOut = deleteSession(sessionToken, device).then(() => done.push("sign-out"));
      await firstWaiter(db().$client, backend?.pid ?? 0);
      done.push("action");
    });
    await signOut;
    expect(done).toEqual(["action", "sign-out"]);
    expect(await updateProfile(context, { name: "Augusta King" })).toBe("signed-out");
  });

  it.each(queries)("never deadlock: %s", async (_, query) => {
    for (let round = 0; round < 10; round += 1) {
      const sessionToken = randomUUID();
      const { context, subject } = await setScene({ sessionToken });
      await Promise.all([query(context, subject), deleteSession(sessionToken, device)]);
    }
  });
});

it("an action that needs no fresh session succeeds in one that was confirmed long ago", async () => {
  const { context } = await setScene({ authenticatedAt: new Date(0) });
  const { freshWithinSeconds: _, ...lasting } = context;
  expect(await updateProfile(lasting, { name: "Augusta King" })).toBe("saved");
  expect(await updateProfile(context, { name: "Ada Lovelace" })).toBe("stale");
});

describe("a session on an unknown device", () => {
  const day = 24 * 60 * 60;

  it.each([
    ["not before the wait is over", day - 30, "unknown-device"],
    ["once the wait is over", day + 1, "disconnected"],
  ])("may act %s: opened %i seconds ago", async (_, seconds, outcome) => {
    const createdAt = new Date(Date.now() - seconds * 1000);
    const { context, subject } = await setScene({ newDevice: true, createdAt });
    const disconnected = await disconnectAccount(context, subject.githubId, accountHashes);
    expect(typeof disconnected === "string" ? disconnected : disconnected.kind).toBe(outcome);
  });

  it("may act at once if there is no wait", async () => {
    const { context, subject } = await setScene({ newDevice: true });
    const disconnected = await disconnectAccount(
      { ...context, newDeviceWaitSeconds: 0 },
      subject.githubId,
      accountHashes,
    );
    expect(disconnected).toMatchObject({ kind: "disconnected" });
  });

  it("is told that it has to wait before it is told to confirm", async () => {
    const { context, subject } = await setScene({ newDevice: true, authenticatedAt: new Date(0) });
    expect(await disconnectAccount(context, subject.githubId, accountHashes)).toBe(
      "unknown-device",
    );
  });

  it("may do what needs no known device, and a wait that has passed needs a fresh session too", async () => {
    const { context } = await setScene({ newDevice: true });
    const { newDeviceWaitSeconds: _, ...fresh } = context;
    expect(await updateProfile(fresh, { name: "Augusta King" })).toBe("saved");
    const old = { createdAt: new Date(0), authenticatedAt: new Date(0), newDevice: true };
    const waited = await setScene(old);
    expect(await disconnectAccount(waited.context, waited.subject.githubId, accountHashes)).toBe(
      "stale",
    );
  });
});
