import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disownSession } from "@/lib/db/disown/disown-session";
import { type HeldUser, holdUser } from "@/lib/test-support/held-user";
import {
  contextIn,
  entriesOf,
  minutesFromNow,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { listNewSignIns, recogniseUse } from "./new-device-sign-ins";
import { listUsesElsewhere, maxPlaces, type Place, recordUseElsewhere } from "./session-places";
import { findLiveSession } from "./sessions";

const userAgent = "Mozilla/5.0";

/** Records a use of the session from an address, unless one from there is recorded. */
function recordUseFrom(ip: string, owner: { userId: string; sessionId: string }) {
  const use = { ...owner, userAgent, ip, difference: "network" } as const;
  return recordUseElsewhere(use, (places: Place[]) => places.some((place) => place.ip === ip));
}

async function signedIn(changes: Parameters<typeof storeSession>[1] = {}) {
  const [userId, sessionToken] = [await storeUser(), randomUUID()];
  return {
    userId,
    sessionToken,
    sessionId: await storeSession(userId, { sessionToken, ...changes }),
  };
}

/** How many statements wait for a lock. */
async function countWaiting({ sql }: HeldUser): Promise<number> {
  await sql`select pg_stat_clear_snapshot()`;
  const waiting = await sql`
    select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return waiting.length;
}

describe("a use of a session elsewhere", () => {
  it("is recorded once by requests that arrive at the same moment", async () => {
    const { sessionToken: _, ...owner } = await signedIn();
    const held = await holdUser(owner.userId);
    const uses = [1, 2].map(() => recordUseFrom("203.0.113.1", owner));
    await expect.poll(() => countWaiting(held), { interval: 20 }).toBeGreaterThanOrEqual(2);
    await held.release();
    await Promise.all(uses);
    expect(await entriesOf(owner.userId)).toHaveLength(1);
  });

  it("is recorded once for each place, and read with the session", async () => {
    const { sessionToken, ...owner } = await signedIn();
    await recordUseFrom("203.0.113.1", owner);
    await recordUseFrom("203.0.113.1", owner);
    await recordUseFrom("198.51.100.1", owner);
    const { sessionId } = owner;
    const entry = { kind: "used-elsewhere", subjectId: sessionId, sessionId, detail: "network" };
    expect(await entriesOf(owner.userId)).toMatchObject([
      { ...entry, ip: "203.0.113.1", unanswered: true },
      { ...entry, ip: "198.51.100.1", unanswered: true },
    ]);
    const { usedIn } = (await findLiveSession(sessionToken)) ?? {};
    expect(usedIn?.map(({ ip }) => ip).sort()).toEqual(["198.51.100.1", "203.0.113.1"]);
    const uses = await listUsesElsewhere(owner.userId, 9);
    expect(uses).toMatchObject([
      { ip: "198.51.100.1", unanswered: true },
      { ip: "203.0.113.1", unanswered: true },
    ]);
  });

  it("is recorded for a bounded number of places", async () => {
    const { sessionToken: _, ...owner } = await signedIn();
    for (let n = 0; n < maxPlaces + 3; n += 1) await recordUseFrom(`203.0.${n}.1`, owner);
    expect(await entriesOf(owner.userId)).toHaveLength(maxPlaces);
  });

  it("is not recorded for a session that has ended, or is another user's", async () => {
    const ended = await signedIn({ expires: minutesFromNow(-1) });
    const other = await signedIn();
    await recordUseFrom("203.0.113.1", ended);
    await recordUseFrom("203.0.113.1", { userId: ended.userId, sessionId: other.sessionId });
    expect(await entriesOf(ended.userId)).toEqual([]);
    expect(await entriesOf(other.userId)).toEqual([]);
  });
});

/** Which sessions the session's user is asked about, by its own pages. */
async function askedAbout(userId: string, sessionId: string) {
  const questions = await listNewSignIns({ userId, sessionId });
  return questions.map((question) => `${question.kind} ${question.sessionId}`);
}

describe("the question about a use elsewhere", () => {
  it("goes to the other sessions on known devices, once for a session, and not to itself", async () => {
    const { userId, sessionId } = await signedIn();
    const known = await storeSession(userId);
    const unknown = await storeSession(userId, { newDevice: true, createdAt: minutesFromNow(-60) });
    await recordUseFrom("203.0.113.1", { userId, sessionId });
    await recordUseFrom("198.51.100.1", { userId, sessionId });
    expect(await askedAbout(userId, known)).toEqual([`used-elsewhere ${sessionId}`]);
    expect(await askedAbout(userId, sessionId)).toEqual([]);
    expect(await askedAbout(userId, unknown)).toEqual([]);
    for (const id of [sessionId, unknown])
      expect(await recogniseUse(contextIn(userId, id), sessionId)).toBe("unknown");
    expect(await disownSession(contextIn(userId, unknown), sessionId, accountHashes)).toEqual({
      kind: "unknown",
    });
  });

  it("goes to the session itself if no other known device is signed in", async () => {
    const { userId, sessionId } = await signedIn();
    await storeSession(userId, { newDevice: true });
    await storeSession(userId, { expires: minutesFromNow(-1) });
    await recordUseFrom("203.0.113.1", { userId, sessionId });
    expect(await askedAbout(userId, sessionId)).toEqual([`used-elsewhere ${sessionId}`]);
    expect(await recogniseUse(contextIn(userId, sessionId), sessionId)).toBe("vouched");
    expect(await askedAbout(userId, sessionId)).toEqual([]);
  });

  it("is answered for all places so far, and a further place asks again", async () => {
    const { userId, sessionId } = await signedIn();
    const known = await storeSession(userId);
    await recordUseFrom("203.0.113.1", { userId, sessionId });
    await recordUseFrom("198.51.100.1", { userId, sessionId });
    const context = contextIn(userId, known);
    expect(await recogniseUse(context, sessionId)).toBe("vouched");
    expect(await recogniseUse(context, sessionId)).toBe("vouched-before");
    expect(await askedAbout(userId, known)).toEqual([]);
    expect((await entriesOf(userId)).map(({ kind }) => kind)).toEqual([
      "used-elsewhere",
      "used-elsewhere",
      "use-vouched",
    ]);
    await recordUseFrom("192.0.2.200", { userId, sessionId });
    expect(await askedAbout(userId, known)).toEqual([`used-elsewhere ${sessionId}`]);
  });

  it("can be answered by ending the session, without a fresh one", async () => {
    const { userId, sessionId, sessionToken } = await signedIn();
    const known = await storeSession(userId, { authenticatedAt: new Date(0) });
    await recordUseFrom("203.0.113.1", { userId, sessionId });
    expect(await disownSession(contextIn(userId, known), sessionId, accountHashes)).toEqual({
      kind: "ended",
    });
    expect(await findLiveSession(sessionToken)).toBeNull();
    expect(await askedAbout(userId, known)).toEqual([]);
  });

  it("makes no unknown device known", async () => {
    const { userId, sessionId, sessionToken } = await signedIn({ newDevice: true });
    const known = await storeSession(userId);
    await recordUseFrom("203.0.113.1", { userId, sessionId });
    expect(await recogniseUse(contextIn(userId, known), sessionId)).toBe("vouched");
    const live = await findLiveSession(sessionToken);
    expect(live?.user.newDeviceSecondsAgo).not.toBeNull();
  });
});

it("a session that nothing was asked about can't be disowned", async () => {
  const { userId, sessionId, sessionToken } = await signedIn();
  const known = await storeSession(userId);
  expect(await disownSession(contextIn(userId, known), sessionId, accountHashes)).toEqual({
    kind: "unknown",
  });
  expect(await findLiveSession(sessionToken)).not.toBeNull();
});
