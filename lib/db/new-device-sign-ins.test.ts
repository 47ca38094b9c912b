import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import {
  contextIn,
  entriesOf,
  minutesFromNow,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { disownSession } from "./disown/disown-session";
import { db } from "./driver/client";
import { listNewSignIns, recogniseSession } from "./new-device-sign-ins";
import { activity, sessions } from "./schema";
import { findLiveSession } from "./sessions";

type Changes = Partial<typeof sessions.$inferInsert>;

/** A session that was opened some minutes ago, on an unknown device by default. */
async function openedAgo(userId: string, minutes: number, changes: Changes = {}) {
  const sessionToken = randomUUID();
  const createdAt = minutesFromNow(-minutes);
  const session = { sessionToken, createdAt, newDevice: true, provider: "google", ...changes };
  const id = await storeSession(userId, session);
  const { newDevice: unanswered, provider } = session;
  await db().insert(activity).values({
    userId,
    kind: "sign-in",
    at: session.createdAt,
    subjectId: id,
    provider,
    unanswered,
  });
  return { id, sessionToken };
}

/** The user's activity entries, except for the sign-ins themselves. */
async function otherEntriesOf(userId: string) {
  return (await entriesOf(userId)).filter(({ kind }) => kind !== "sign-in");
}

/** The sessions that a session is asked about; checks that `findLiveSession` agrees. */
async function askedAbout(userId: string, session: { id: string; sessionToken: string }) {
  const signIns = await listNewSignIns({ userId, sessionId: session.id });
  const live = await findLiveSession(session.sessionToken);
  if (live) expect(live.user.hasNewSignIns).toBe(signIns.length > 0);
  return signIns.map(({ sessionId }) => sessionId);
}

describe("the new sessions that a session is asked about", () => {
  it("are those opened after it on unknown devices, newest first, and never itself", async () => {
    const userId = await storeUser();
    const [oldest, middle, newest] = [
      await openedAgo(userId, 30),
      await openedAgo(userId, 20),
      await openedAgo(userId, 10),
    ];
    await openedAgo(userId, 5, { newDevice: false });
    expect(await askedAbout(userId, oldest)).toEqual([newest.id, middle.id]);
    expect(await askedAbout(userId, middle)).toEqual([newest.id]);
    expect(await askedAbout(userId, newest)).toEqual([]);
  });

  it("exclude one opened at the same moment: neither came after the other", async () => {
    const userId = await storeUser();
    const createdAt = minutesFromNow(-3);
    const [one, other] = [
      await openedAgo(userId, 3, { createdAt }),
      await openedAgo(userId, 3, { createdAt }),
    ];
    expect(await askedAbout(userId, one)).toEqual([]);
    expect(await askedAbout(userId, other)).toEqual([]);
  });

  it("exclude those of other users", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    const own = await openedAgo(userId, 30);
    await openedAgo(otherId, 10);
    expect(await askedAbout(userId, own)).toEqual([]);
  });

  it("are all but its own for a session on a known device: an attacker may have come first", async () => {
    const userId = await storeUser();
    const before = await openedAgo(userId, 30);
    const own = await openedAgo(userId, 20, { newDevice: false });
    const after = await openedAgo(userId, 10);
    expect(await askedAbout(userId, own)).toEqual([after.id, before.id]);
  });

  const past = minutesFromNow(-1);
  it.each([{}, { expires: past }, { absoluteExpires: past }])(
    "remain after they have ended, and are shown as ended: %j",
    async (ends) => {
      const userId = await storeUser();
      const own = await openedAgo(userId, 30);
      const { id } = await openedAgo(userId, 10, ends);
      expect(await askedAbout(userId, own)).toEqual([id]);
      if (Object.keys(ends).length === 0) await db().delete(sessions).where(eq(sessions.id, id));
      expect(await listNewSignIns({ userId, sessionId: own.id })).toMatchObject([
        { sessionId: id, isOpen: false },
      ]);
    },
  );

  it("are answered when a session that may answer disowns one, and by no other session", async () => {
    const userId = await storeUser();
    const own = await openedAgo(userId, 40, { newDevice: false });
    const [first, second] = [await openedAgo(userId, 20), await openedAgo(userId, 10)];
    const disown = ({ id }: { id: string }, session: string) =>
      disownSession(contextIn(userId, id), session, accountHashes);
    expect(await disown(second, first.id)).toEqual({ kind: "unknown" });
    expect(await askedAbout(userId, own)).toEqual([second.id, first.id]);
    expect(await disown(own, first.id)).toMatchObject({ kind: "disowned" });
    expect(await disown(own, second.id)).toMatchObject({ kind: "disowned" });
    expect(await disown(own, second.id)).toEqual({ kind: "disowned-before" });
    expect(await askedAbout(userId, own)).toEqual([]);
  });

  it("are at most twenty", async () => {
    const userId = await storeUser();
    const own = await openedAgo(userId, 30);
    for (let minutes = 22; minutes > 0; minutes -= 1) await openedAgo(userId, minutes);
    expect(await askedAbout(userId, own)).toHaveLength(20);
  });

  it("are none for a session that has ended", async () => {
    const userId = await storeUser();
    await openedAgo(userId, 10);
    expect(await listNewSignIns({ userId, sessionId: randomUUID() })).toEqual([]);
  });
});

describe("recognising a session", () => {
  it("ends the question in every older session, and is recorded once", async () => {
    const userId = await storeUser();
    const [oldest, older, newer] = [
      await openedAgo(userId, 30),
      await openedAgo(userId, 20, { newDevice: false }),
      await openedAgo(userId, 10, { provider: "github" }),
    ];
    const context = contextIn(userId, older.id);
    expect(await recogniseSession(context, newer.id)).toBe("vouched");
    expect(await askedAbout(userId, older)).toEqual([oldest.id]);
    expect(await askedAbout(userId, oldest)).toEqual([]);
    expect(await recogniseSession(context, newer.id)).toBe("vouched-before");
    const entry = { kind: "device-vouched", subjectId: newer.id, provider: "github" };
    expect(await otherEntriesOf(userId)).toMatchObject([entry]);
  });

  it("makes no device known from a device that is new itself", async () => {
    const userId = await storeUser();
    const owner = await openedAgo(userId, 40, { newDevice: false });
    const [first, second] = [await openedAgo(userId, 20), await openedAgo(userId, 10)];
    expect(await recogniseSession(contextIn(userId, first.id), second.id)).toBe("vouched");
    expect(await recogniseSession(contextIn(userId, second.id), first.id)).toBe("unknown");
    expect(await askedAbout(userId, first)).toEqual([]);
    expect(await askedAbout(userId, owner)).toEqual([second.id, first.id]);
  });

  it("is done once when the button is pressed twice at the same moment", async () => {
    const userId = await storeUser();
    const [older, newer] = [await openedAgo(userId, 20), await openedAgo(userId, 10)];
    const press = () => recogniseSession(contextIn(userId, older.id), newer.id);
    expect((await Promise.all([press(), press()])).sort()).toEqual(["vouched", "vouched-before"]);
    expect(await otherEntriesOf(userId)).toHaveLength(1);
  });

  it("is refused to a session for itself and for an older one", async () => {
    const userId = await storeUser();
    const [first, broken, second] = [
      await openedAgo(userId, 30, { newDevice: false }),
      await openedAgo(userId, 20),
      await openedAgo(userId, 10),
    ];
    for (const { id } of [broken, second]) {
      expect(await recogniseSession(contextIn(userId, second.id), id)).toBe("unknown");
    }
    expect(await recogniseSession(contextIn(userId, broken.id), broken.id)).toBe("unknown");
    expect(await askedAbout(userId, first)).toEqual([second.id, broken.id]);
    expect(await otherEntriesOf(userId)).toEqual([]);
  });

  it("is refused for another user's session, and in another user's session", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    const own = await openedAgo(userId, 30);
    const older = await openedAgo(otherId, 20);
    const theirs = await openedAgo(otherId, 10);
    expect(await recogniseSession(contextIn(userId, own.id), theirs.id)).toBe("unknown");
    expect(await recogniseSession(contextIn(otherId, own.id), theirs.id)).toBe("signed-out");
    expect(await askedAbout(otherId, older)).toEqual([theirs.id]);
    expect([...(await otherEntriesOf(userId)), ...(await otherEntriesOf(otherId))]).toEqual([]);
    expect(await recogniseSession(contextIn(otherId, older.id), theirs.id)).toBe("vouched");
    expect(await recogniseSession(contextIn(userId, own.id), theirs.id)).toBe("unknown");
  });
});
