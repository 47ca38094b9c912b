import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  contextIn,
  entriesOf,
  minutesFromNow,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { entryOf, hasActivity, listActivity, noteActivity, recordActivity } from "./activity";
import { db } from "./driver/client";
import { activity } from "./schema";

const as = (userId: string) => ({ userId, sessionId: randomUUID() });

type Entry = Partial<typeof activity.$inferInsert>;

async function storeEntries(userId: string, entries: Entry[]) {
  const drafts = entries.map((entry) => ({ kind: "sign-in" as const, ...entry, userId }));
  await db().insert(activity).values(drafts);
}

/** All pages of a user's activity, each read from the end of the one before. */
async function readAllPages(userId: string, limit: number) {
  const pages = [];
  let before: string | null = null;
  do {
    const page = await listActivity(as(userId), { before, limit });
    pages.push(page);
    before = page.at(-1)?.id ?? null;
  } while (before && pages.length < 20);
  return pages;
}

const knownDevice = { newDevice: false };

describe("the pages of a user's activity", () => {
  it("have each entry once, newest first, even if several have the same time", async () => {
    const userId = await storeUser();
    const moment = minutesFromNow(-10);
    const ofOneTime = Array.from({ length: 30 }, () => ({ at: moment }));
    const others = Array.from({ length: 30 }, (_, index) => ({ at: minutesFromNow(index - 25) }));
    await storeEntries(userId, [...others, ...ofOneTime]);
    const all = (await entriesOf(userId)).map(({ id }) => id).reverse();

    const pages = await readAllPages(userId, 25);
    expect(pages.map((page) => page.length)).toEqual([25, 25, 10, 0]);
    expect(pages.flat().map(({ id }) => id)).toEqual(all);
  });

  it("keep the order of entries within one millisecond", async () => {
    const userId = await storeUser();
    const at = minutesFromNow(-1).toISOString().replace("Z", "");
    const moments = ["123", "456", "789"].map((micro) => `${at}${micro}Z`);
    for (const moment of moments) {
      await db().execute(
        `insert into activity (user_id, kind, at) values ('${userId}', 'sign-in', '${moment}')`,
      );
    }
    const inOrder = (await entriesOf(userId)).map(({ id }) => id).reverse();
    const pages = await readAllPages(userId, 1);
    expect(pages.flat().map(({ id }) => id)).toEqual(inOrder);
  });

  it("have no entry of another user, even with another user's entry as the cursor", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    await storeEntries(userId, [{ at: minutesFromNow(-2) }]);
    await storeEntries(otherId, [{ at: minutesFromNow(-1) }]);
    const [theirs] = await entriesOf(otherId);
    expect(await listActivity(as(userId), { before: theirs?.id ?? "", limit: 25 })).toEqual([]);
    expect(await listActivity(as(userId), { before: randomUUID(), limit: 25 })).toEqual([]);
    const [own] = await entriesOf(userId);
    const page = await listActivity(as(userId), { before: null, limit: 25 });
    expect(page.map(({ id }) => id)).toEqual([own?.id]);
  });

  it("show what happened and from where, and no secret", async () => {
    const userId = await storeUser();
    const deviceHash = randomUUID();
    const about = { provider: "github", detail: "username, name" };
    await recordActivity({
      ...entryOf(contextIn(userId), knownDevice, "profile-changed", about),
      deviceHash,
    });
    expect(await listActivity(as(userId), { before: null, limit: 25 })).toEqual([
      {
        id: expect.any(String),
        kind: "profile-changed",
        at: expect.any(Date),
        userAgent: "Mozilla/5.0",
        ip: "192.0.2.1",
        place: null,
        subjectUserAgent: null,
        unanswered: false,
        unansweredSessionId: null,
        ...about,
      },
    ]);
  });
});

describe("the entry of a sign-in", () => {
  it.each([true, false])(
    "names its session only while the user hasn't said whether it was theirs: %j",
    async (unanswered) => {
      const [userId, subjectId] = [await storeUser(), randomUUID()];
      await storeEntries(userId, [{ subjectId, unanswered }]);
      const reader = { userId, sessionId: await storeSession(userId) };
      const [entry] = await listActivity(reader, { before: null, limit: 1 });
      expect(entry?.unansweredSessionId).toBe(unanswered ? subjectId : null);
    },
  );
});

describe("the entry of a sign-in on an unknown device", () => {
  it("names its session only to one that may answer: never to itself, nor to another new one", async () => {
    const userId = await storeUser();
    const own = await storeSession(userId, { newDevice: true });
    await storeEntries(userId, [{ subjectId: own, unanswered: true }]);
    const later = await storeSession(userId, { newDevice: true, createdAt: minutesFromNow(1) });
    for (const sessionId of [own, later]) {
      const [entry] = await listActivity({ userId, sessionId }, { before: null, limit: 1 });
      expect(entry?.unansweredSessionId).toBeNull();
    }
  });
});

describe("whether something was done before", () => {
  it("is looked up for this user, this kind of entry and this subject only", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    const subjectId = randomUUID();
    const entry = { userId, kind: "disconnected", subjectId } as const;
    await noteActivity(
      db(),
      entryOf(contextIn(userId), knownDevice, "disconnected", { subjectId }),
    );
    expect(await hasActivity(db(), entry)).toBe(true);
    expect(await hasActivity(db(), { ...entry, userId: otherId })).toBe(false);
    expect(await hasActivity(db(), { ...entry, kind: "session-ended" })).toBe(false);
    expect(await hasActivity(db(), { ...entry, subjectId: randomUUID() })).toBe(false);
  });
});
