import { randomUUID } from "node:crypto";
import { inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  entriesOf,
  freshContext,
  minutesFromNow,
  storeFreshContext,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { db } from "./driver/client";
import { sessions } from "./schema";
import { endOtherSessionsOf, endSessionOf, findSessionOf, listSessions } from "./user-sessions";

const past = minutesFromNow(-1);
const overdue = [{ expires: past }, { absoluteExpires: past }];
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** Which of these sessions still exist. */
async function remaining(ids: string[]) {
  const rows = await db()
    .select({ id: sessions.id })
    .from(sessions)
    .where(inArray(sessions.id, ids));
  return ids.filter((id) => idsOf(rows).includes(id));
}

describe("the list of a user's sessions", () => {
  it("has the live ones, most recently used first, and at most as many as the limit", async () => {
    const userId = await storeUser();
    const lastSeen = (minutes: number) => ({ lastSeenAt: minutesFromNow(-minutes) });
    const middle = await storeSession(userId, lastSeen(5));
    const newest = await storeSession(userId, lastSeen(1));
    const oldest = await storeSession(userId, lastSeen(9));
    for (const ends of overdue) await storeSession(userId, ends);
    expect(idsOf(await listSessions(userId, 50))).toEqual([newest, middle, oldest]);
    expect(idsOf(await listSessions(userId, 2))).toEqual([newest, middle]);
  });

  it("has no session of another user, and no hash", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    const sessionToken = randomUUID();
    const own = await storeSession(userId, { sessionToken });
    const theirs = await storeSession(otherId);
    const list = await listSessions(userId, 50);
    expect(idsOf(list)).toEqual([own]);
    expect(JSON.stringify(list)).not.toContain(sessionToken);
    expect(await findSessionOf(userId, own)).toEqual(list[0]);
    expect(await findSessionOf(userId, theirs)).toBeNull();
  });

  it.each(overdue)("finds no expired session by its id: %j", async (ends) => {
    const userId = await storeUser();
    expect(await findSessionOf(userId, await storeSession(userId, ends))).toBeNull();
  });
});

describe("ending one session", () => {
  it("ends it, records it once, and reports it as ended when repeated", async () => {
    const userId = await storeUser();
    const [own, other, third] = [
      await storeSession(userId),
      await storeSession(userId, { provider: "github" }),
      await storeSession(userId),
    ];
    const context = freshContext(userId, own);
    expect(await endSessionOf(context, other)).toBe("ended");
    expect(await endSessionOf(context, other)).toBe("ended-before");
    expect(await remaining([own, other, third])).toEqual([own, third]);
    const { userAgent, ip } = context;
    const entry = { kind: "session-ended", subjectId: other, provider: "github", userAgent, ip };
    expect(await entriesOf(userId)).toMatchObject([entry]);
  });

  it("is done and recorded once when the button is pressed several times at once", async () => {
    const userId = await storeUser();
    const other = await storeSession(userId);
    const context = await storeFreshContext(userId);
    const press = () => endSessionOf(context, other);
    const outcomes = await Promise.all([press(), press(), press()]);
    expect(outcomes.sort()).toEqual(["ended", "ended-before", "ended-before"]);
    expect(await entriesOf(userId)).toHaveLength(1);
  });

  it("finds no session of another user, which stays live, nor one that never existed", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    const theirs = await storeSession(otherId);
    const context = freshContext(userId, await storeSession(userId));
    expect(await endSessionOf(context, theirs)).toBe("unknown");
    expect(await endSessionOf(context, randomUUID())).toBe("unknown");
    expect(await remaining([theirs])).toEqual([theirs]);
    expect([...(await entriesOf(userId)), ...(await entriesOf(otherId))]).toEqual([]);
  });

  it("finds no session that another user has ended", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    const theirs = await storeSession(otherId);
    expect(await endSessionOf(await storeFreshContext(otherId), theirs)).toBe("ended");
    expect(await endSessionOf(await storeFreshContext(userId), theirs)).toBe("unknown");
  });
});

describe("ending all other sessions", () => {
  it("keeps the acting one and those of other users, and records how many ended", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    const own = await storeSession(userId);
    const ended = [await storeSession(userId), await storeSession(userId)];
    const theirs = await storeSession(otherId);
    expect(await endOtherSessionsOf(freshContext(userId, own))).toBe(2);
    expect(await remaining([own, ...ended, theirs])).toEqual([own, theirs]);
    expect(await entriesOf(userId)).toMatchObject([{ kind: "other-sessions-ended", detail: "2" }]);
  });

  it("records nothing when there are none", async () => {
    const userId = await storeUser();
    const context = freshContext(userId, await storeSession(userId));
    await storeSession(userId);
    expect(await endOtherSessionsOf(context)).toBe(1);
    expect(await endOtherSessionsOf(context)).toBe(0);
    expect(await entriesOf(userId)).toHaveLength(1);
  });
});
