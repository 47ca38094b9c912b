import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { recordOf } from "@/lib/test-support/sign-in-record";
import { storeFreshContext, storeUser } from "@/lib/test-support/stored-user";
import { createTestUser } from "@/lib/test-support/test-user";
import { db } from "./driver/client";
import { releasedUsernames } from "./remembered-schema";
import { users } from "./schema";
import { findLinkCandidates } from "./sign-in/account-owners";
import { identityOf } from "./sign-in/sign-in-record";
import { deleteUser, updateProfile } from "./users";

const newName = () => `ada-${randomUUID()}`;

/** A user who has given up `released`. */
async function storeRenamed() {
  const released = newName();
  const userId = await storeUser({ username: released });
  const context = await storeFreshContext(userId);
  expect(await updateProfile(context, { username: newName() })).toBe("saved");
  return { released, userId, context };
}

const otherContext = async () => storeFreshContext(await storeUser());

function releasedAgo(username: string, days: number) {
  return db()
    .update(releasedUsernames)
    .set({ releasedAt: sql`now() - ${days} * interval '1 day'` })
    .where(eq(releasedUsernames.username, username));
}

async function isTakenForNewUser(username: string): Promise<boolean> {
  const record = recordOf(createTestUser(), { profile: { username } });
  return (await findLinkCandidates(identityOf(record))).usernameTaken;
}

const reservationOf = (username: string) =>
  db().select().from(releasedUsernames).where(eq(releasedUsernames.username, username));

describe("a username that its user gave up", () => {
  it("can't be taken by another user, and nothing of their change is saved", async () => {
    const { released } = await storeRenamed();
    const context = await otherContext();
    const change = { username: released, name: "Eve" };
    expect(await updateProfile(context, change)).toBe("username-taken");
    const [user] = await db().select().from(users).where(eq(users.id, context.userId));
    expect(user).toMatchObject({ name: "Ada Lovelace" });
    expect(await reservationOf(user?.username ?? "")).toEqual([]);
  });

  it("counts as taken for a new user", async () => {
    const { released } = await storeRenamed();
    expect(await isTakenForNewUser(released)).toBe(true);
    expect(await isTakenForNewUser(newName())).toBe(false);
  });

  it("can be taken back by its user, and then reserves the other one", async () => {
    const { released, context } = await storeRenamed();
    const [user] = await db().select().from(users).where(eq(users.id, context.userId));
    expect(await updateProfile(context, { username: released })).toBe("saved");
    expect(await reservationOf(released)).toEqual([]);
    expect(await reservationOf(user?.username ?? "")).toMatchObject([{ userId: context.userId }]);
  });

  it.each([
    [89, "username-taken"],
    [91, "saved"],
  ])("%i days later, another user's change is %s", async (days, outcome) => {
    const { released } = await storeRenamed();
    await releasedAgo(released, days);
    expect(await isTakenForNewUser(released)).toBe(outcome === "username-taken");
    expect(await updateProfile(await otherContext(), { username: released })).toBe(outcome);
  });

  it("is reserved anew when its next user gives it up", async () => {
    const { released } = await storeRenamed();
    await releasedAgo(released, 91);
    const next = await otherContext();
    await updateProfile(next, { username: released });
    await updateProfile(next, { username: newName() });
    expect(await reservationOf(released)).toMatchObject([{ userId: next.userId }]);
    expect(await isTakenForNewUser(released)).toBe(true);
  });

  it("stays reserved after its user was deleted", async () => {
    const { released, context } = await storeRenamed();
    await deleteUser(context);
    expect(await reservationOf(released)).toMatchObject([{ userId: null }]);
    expect(await updateProfile(await otherContext(), { username: released })).toBe(
      "username-taken",
    );
  });
});

describe("a username that is given up at the same moment", () => {
  it.each([
    ["renamed", (context: Context) => updateProfile(context, { username: newName() })],
    ["deleted", (context: Context) => deleteUser(context)],
  ])("goes to no other user: its user is %s", async (_, giveUp) => {
    for (let round = 0; round < 20; round += 1) {
      const username = newName();
      const owner = await storeFreshContext(await storeUser({ username }));
      const other = await otherContext();
      const [, taken] = await Promise.all([giveUp(owner), updateProfile(other, { username })]);
      expect(taken).toBe("username-taken");
      expect(await reservationOf(username)).toHaveLength(1);
    }
  });
});

type Context = Awaited<ReturnType<typeof storeFreshContext>>;
