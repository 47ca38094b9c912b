import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import {
  entriesOf,
  minutesFromNow,
  storeAccount,
  storeFreshContext,
  storeUser,
} from "@/lib/test-support/stored-user";
import { type DisconnectOutcome, disconnectAccount, listConnections } from "./accounts";
import { db } from "./driver/client";
import { users } from "./schema";

/** Repeats a race between two tabs. */
const rounds = 60;

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

const kindOf = (outcome: DisconnectOutcome | string) =>
  typeof outcome === "string" ? outcome : outcome.kind;

async function userWithTwo(images: (string | null)[] = [], image: string | null = null) {
  const userId = await storeUser({ image });
  const [first, second] = [
    await storeAccount(userId, { image: images[0] ?? null, createdAt: minutesFromNow(-9) }),
    await storeAccount(userId, { image: images[1] ?? null, provider: "github" }),
  ];
  return { userId, first, second };
}

async function pictureOf(userId: string) {
  const [row] = await db().select({ image: users.image }).from(users).where(eq(users.id, userId));
  return row?.image;
}

describe("the list of a user's connected accounts", () => {
  it("has all of them, oldest first, and none of another user", async () => {
    const { userId, first, second } = await userWithTwo();
    await userWithTwo();
    expect(idsOf(await listConnections(userId))).toEqual([first, second]);
    expect(await listConnections(randomUUID())).toEqual([]);
  });

  it("shows what the provider reports, but not its subject identifier", async () => {
    const userId = await storeUser();
    const account = { provider: "github", email: "ada@example.com", image: "https://a.example/1" };
    const providerAccountId = randomUUID();
    await storeAccount(userId, { ...account, providerAccountId });
    const list = await listConnections(userId);
    expect(list).toMatchObject([account]);
    expect(JSON.stringify(list)).not.toContain(providerAccountId);
  });
});

describe("disconnecting an account", () => {
  it("removes it, records it once, and reports it as done when repeated", async () => {
    const { userId, first, second } = await userWithTwo();
    const context = await storeFreshContext(userId);
    const disconnected = { kind: "disconnected", provider: "github" };
    const outcome = await disconnectAccount(context, second, accountHashes);
    expect(outcome).toEqual({ ...disconnected, undo: expect.any(String) });
    expect(await disconnectAccount(context, second, accountHashes)).toMatchObject({
      kind: "disconnected-before",
    });
    expect(idsOf(await listConnections(userId))).toEqual([first]);
    const { userAgent, ip } = context;
    const entry = { ...disconnected, subjectId: second, userAgent, ip };
    expect(await entriesOf(userId)).toMatchObject([entry]);
  });

  it("never removes the last one, however often it is tried", async () => {
    const { userId, first, second } = await userWithTwo();
    const context = await storeFreshContext(userId);
    await disconnectAccount(context, first, accountHashes);
    for (let times = 0; times < 3; times += 1) {
      expect(await disconnectAccount(context, second, accountHashes)).toEqual({ kind: "last" });
    }
    expect(idsOf(await listConnections(userId))).toEqual([second]);
    expect(await entriesOf(userId)).toHaveLength(1);
  });

  it("leaves exactly one when two tabs disconnect one each at the same moment", async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { userId, first, second } = await userWithTwo();
      const context = await storeFreshContext(userId);
      const outcomes = await Promise.all(
        [first, second].map((id) => disconnectAccount(context, id, accountHashes)),
      );
      expect(outcomes.map(kindOf).sort()).toEqual(["disconnected", "last"]);
      expect(await listConnections(userId)).toHaveLength(1);
    }
  });

  it("is done and recorded once when the button is pressed several times at once", async () => {
    const { userId, second } = await userWithTwo();
    const context = await storeFreshContext(userId);
    const press = () => disconnectAccount(context, second, accountHashes);
    const kinds = (await Promise.all([press(), press(), press()])).map(kindOf);
    expect(kinds.sort()).toEqual(["disconnected", "disconnected-before", "disconnected-before"]);
    expect(await entriesOf(userId)).toHaveLength(1);
  });

  it("finds no account of another user, which stays, nor one that never existed", async () => {
    const [own, theirs] = [await userWithTwo(), await userWithTwo()];
    const context = await storeFreshContext(own.userId);
    for (const id of [theirs.first, randomUUID()]) {
      expect(await disconnectAccount(context, id, accountHashes)).toEqual({ kind: "unknown" });
    }
    expect(await listConnections(theirs.userId)).toHaveLength(2);
    expect(await listConnections(own.userId)).toHaveLength(2);
    await disconnectAccount(await storeFreshContext(theirs.userId), theirs.first, accountHashes);
    expect(await disconnectAccount(context, theirs.first, accountHashes)).toEqual({
      kind: "unknown",
    });
    expect(await entriesOf(own.userId)).toEqual([]);
  });
});

describe("the picture of a user who disconnects the account that it came from", () => {
  const [mine, another] = ["https://a.example/1", "https://a.example/2"];

  it.each([
    ["becomes the other account's", [mine, another], mine, another],
    ["becomes none if the other account has none", [mine, null], mine, null],
    ["stays if it is the other account's", [mine, another], another, another],
    ["stays none if there was none", [mine, another], null, null],
  ])("%s", async (_, images, shown, expected) => {
    const { userId, first } = await userWithTwo(images, shown);
    await disconnectAccount(await storeFreshContext(userId), first, accountHashes);
    expect(await pictureOf(userId)).toBe(expected);
  });
});
