import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  contextIn,
  entriesOf,
  minutesFromNow,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { db } from "./driver/client";
import { listNewSignIns, recogniseSession } from "./new-device-sign-ins";
import { activity, sessions } from "./schema";
import { findLiveSession } from "./sessions";
import { endSessionOf } from "./user-sessions";

type Changes = Partial<typeof sessions.$inferInsert>;

/** A session that was opened so many minutes ago, on an unknown device unless told otherwise. */
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

/** What has been noted of somebody but for the sign-ins themselves. */
async function responsesOf(userId: string) {
  return (await entriesOf(userId)).filter(({ kind }) => kind !== "sign-in");
}

/** What a session is told of, after a look that the one statement of a page agrees. */
async function toldOf(userId: string, session: { id: string; sessionToken: string }) {
  const told = await listNewSignIns({ userId, sessionId: session.id });
  const live = await findLiveSession(session.sessionToken);
  if (live) expect(live.user.hasNewSignIns).toBe(told.length > 0);
  return told.map(({ sessionId }) => sessionId);
}

describe("the new sessions that a session is told of", () => {
  it("are those opened after it on unknown devices, the newest first, never itself", async () => {
    const userId = await storeUser();
    const [oldest, middle, newest] = [
      await openedAgo(userId, 30),
      await openedAgo(userId, 20),
      await openedAgo(userId, 10),
    ];
    await openedAgo(userId, 5, { newDevice: false });
    expect(await toldOf(userId, oldest)).toEqual([newest.id, middle.id]);
    expect(await toldOf(userId, middle)).toEqual([newest.id]);
    expect(await toldOf(userId, newest)).toEqual([]);
  });

  it("are not those of the same moment: neither came after the other", async () => {
    const userId = await storeUser();
    const createdAt = minutesFromNow(-3);
    const [one, other] = [
      await openedAgo(userId, 3, { createdAt }),
      await openedAgo(userId, 3, { createdAt }),
    ];
    expect(await toldOf(userId, one)).toEqual([]);
    expect(await toldOf(userId, other)).toEqual([]);
  });

  it("are none of anybody else", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    const own = await openedAgo(userId, 30);
    await openedAgo(otherId, 10);
    expect(await toldOf(userId, own)).toEqual([]);
  });

  it("are all but its own, for a session on a known device: whoever broke in may have come first", async () => {
    const userId = await storeUser();
    const before = await openedAgo(userId, 30);
    const own = await openedAgo(userId, 20, { newDevice: false });
    const after = await openedAgo(userId, 10);
    expect(await toldOf(userId, own)).toEqual([after.id, before.id]);
  });

  const past = minutesFromNow(-1);
  it.each([{}, { expires: past }, { absoluteExpires: past }])(
    "are told after they have ended too, and say so: %j",
    async (ends) => {
      const userId = await storeUser();
      const own = await openedAgo(userId, 30);
      const { id } = await openedAgo(userId, 10, ends);
      expect(await toldOf(userId, own)).toEqual([id]);
      if (Object.keys(ends).length === 0) await db().delete(sessions).where(eq(sessions.id, id));
      expect(await listNewSignIns({ userId, sessionId: own.id })).toMatchObject([
        { sessionId: id, isOpen: false },
      ]);
    },
  );

  it("are answered when one is ended by somebody who may answer, and by nobody else", async () => {
    const userId = await storeUser();
    const own = await openedAgo(userId, 40, { newDevice: false });
    const [first, second] = [await openedAgo(userId, 20), await openedAgo(userId, 10)];
    expect(await endSessionOf(contextIn(userId, second.id), first.id)).toBe("ended");
    expect(await toldOf(userId, own)).toEqual([second.id, first.id]);
    expect(await endSessionOf(contextIn(userId, own.id), first.id)).toBe("ended-before");
    expect(await endSessionOf(contextIn(userId, own.id), second.id)).toBe("ended");
    expect(await toldOf(userId, own)).toEqual([]);
  });

  it("are not more than a page can ask about", async () => {
    const userId = await storeUser();
    const own = await openedAgo(userId, 30);
    for (let minutes = 10; minutes > 0; minutes -= 1) await openedAgo(userId, minutes);
    expect(await toldOf(userId, own)).toHaveLength(3);
  });

  it("are none for a session that has ended meanwhile", async () => {
    const userId = await storeUser();
    await openedAgo(userId, 10);
    expect(await listNewSignIns({ userId, sessionId: randomUUID() })).toEqual([]);
  });
});

describe("vouching for a session", () => {
  it("ends the question in every older session, and is noted once", async () => {
    const userId = await storeUser();
    const [oldest, older, newer] = [
      await openedAgo(userId, 30),
      await openedAgo(userId, 20, { newDevice: false }),
      await openedAgo(userId, 10, { provider: "github" }),
    ];
    const context = contextIn(userId, older.id);
    expect(await recogniseSession(context, newer.id)).toBe("vouched");
    expect(await toldOf(userId, older)).toEqual([oldest.id]);
    expect(await toldOf(userId, oldest)).toEqual([]);
    expect(await recogniseSession(context, newer.id)).toBe("vouched-before");
    const entry = { kind: "device-vouched", subjectId: newer.id, provider: "github" };
    expect(await responsesOf(userId)).toMatchObject([entry]);
  });

  it("passes no trust on from a device that is new itself", async () => {
    const userId = await storeUser();
    const owner = await openedAgo(userId, 40, { newDevice: false });
    const [first, second] = [await openedAgo(userId, 20), await openedAgo(userId, 10)];
    expect(await recogniseSession(contextIn(userId, first.id), second.id)).toBe("vouched");
    expect(await recogniseSession(contextIn(userId, second.id), first.id)).toBe("unknown");
    expect(await toldOf(userId, owner)).toEqual([first.id]);
  });

  it("is done once when the button is pressed twice at the same moment", async () => {
    const userId = await storeUser();
    const [older, newer] = [await openedAgo(userId, 20), await openedAgo(userId, 10)];
    const press = () => recogniseSession(contextIn(userId, older.id), newer.id);
    expect((await Promise.all([press(), press()])).sort()).toEqual(["vouched", "vouched-before"]);
    expect(await responsesOf(userId)).toHaveLength(1);
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
    expect(await toldOf(userId, first)).toEqual([second.id, broken.id]);
    expect(await responsesOf(userId)).toEqual([]);
  });

  it("is refused for a session of somebody else, and to a session of another person", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    const own = await openedAgo(userId, 30);
    const older = await openedAgo(otherId, 20);
    const theirs = await openedAgo(otherId, 10);
    expect(await recogniseSession(contextIn(userId, own.id), theirs.id)).toBe("unknown");
    expect(await recogniseSession(contextIn(otherId, own.id), theirs.id)).toBe("signed-out");
    expect(await toldOf(otherId, older)).toEqual([theirs.id]);
    expect([...(await responsesOf(userId)), ...(await responsesOf(otherId))]).toEqual([]);
    expect(await recogniseSession(contextIn(otherId, older.id), theirs.id)).toBe("vouched");
    expect(await recogniseSession(contextIn(userId, own.id), theirs.id)).toBe("unknown");
  });
});
