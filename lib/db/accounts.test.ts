import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  entriesOf,
  minutesFromNow,
  storeAccount,
  storeActor,
  storeUser,
} from "@/lib/test-support/stored-user";
import { type Disconnected, disconnectAccount, listConnections } from "./accounts";
import { db } from "./driver/client";
import { users } from "./schema";

/** Rounds in which two tabs get the chance to be in each other's way. */
const rounds = 60;

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

const kindOf = (outcome: Disconnected | string) =>
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

describe("the list of a person's connected accounts", () => {
  it("has all of them in the order in which they came, and none of anybody else", async () => {
    const { userId, first, second } = await userWithTwo();
    await userWithTwo();
    expect(idsOf(await listConnections(userId))).toEqual([first, second]);
    expect(await listConnections(randomUUID())).toEqual([]);
  });

  it("says what the provider says, and not by which subject it knows the person", async () => {
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
  it("takes it away, notes it once, and says so again when it is done again", async () => {
    const { userId, first, second } = await userWithTwo();
    const context = await storeActor(userId);
    const disconnected = { kind: "disconnected", provider: "github" };
    expect(await disconnectAccount(context, second)).toEqual(disconnected);
    expect(await disconnectAccount(context, second)).toMatchObject({ kind: "disconnected-before" });
    expect(idsOf(await listConnections(userId))).toEqual([first]);
    const { userAgent, ip } = context;
    const entry = { ...disconnected, subjectId: second, userAgent, ip };
    expect(await entriesOf(userId)).toMatchObject([entry]);
  });

  it("leaves the last one, however often it is asked to", async () => {
    const { userId, first, second } = await userWithTwo();
    const context = await storeActor(userId);
    await disconnectAccount(context, first);
    for (let times = 0; times < 3; times += 1) {
      expect(await disconnectAccount(context, second)).toEqual({ kind: "last" });
    }
    expect(idsOf(await listConnections(userId))).toEqual([second]);
    expect(await entriesOf(userId)).toHaveLength(1);
  });

  it("leaves exactly one when two tabs take away one each at the same moment", async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { userId, first, second } = await userWithTwo();
      const context = await storeActor(userId);
      const responses = await Promise.all(
        [first, second].map((id) => disconnectAccount(context, id)),
      );
      expect(responses.map(kindOf).sort()).toEqual(["disconnected", "last"]);
      expect(await listConnections(userId)).toHaveLength(1);
    }
  });

  it("is done and noted once when the button is pressed twice at the same moment", async () => {
    const { userId, second } = await userWithTwo();
    const context = await storeActor(userId);
    const press = () => disconnectAccount(context, second);
    const kinds = (await Promise.all([press(), press(), press()])).map(kindOf);
    expect(kinds.sort()).toEqual(["disconnected", "disconnected-before", "disconnected-before"]);
    expect(await entriesOf(userId)).toHaveLength(1);
  });

  it("knows no account of somebody else, which stays, nor one that never was", async () => {
    const [own, theirs] = [await userWithTwo(), await userWithTwo()];
    const context = await storeActor(own.userId);
    for (const id of [theirs.first, randomUUID()]) {
      expect(await disconnectAccount(context, id)).toEqual({ kind: "unknown" });
    }
    expect(await listConnections(theirs.userId)).toHaveLength(2);
    expect(await listConnections(own.userId)).toHaveLength(2);
    await disconnectAccount(await storeActor(theirs.userId), theirs.first);
    expect(await disconnectAccount(context, theirs.first)).toEqual({ kind: "unknown" });
    expect(await entriesOf(own.userId)).toEqual([]);
  });
});

describe("the picture of a person who disconnects the account that it came from", () => {
  const [mine, another] = ["https://a.example/1", "https://a.example/2"];

  it.each([
    ["is the other account's then", [mine, another], mine, another],
    ["is none where the other has none", [mine, null], mine, null],
    ["stays when it is the other account's", [mine, another], another, another],
    ["stays none when there was none", [mine, another], null, null],
  ])("%s", async (_, images, shown, after) => {
    const { userId, first } = await userWithTwo(images, shown);
    await disconnectAccount(await storeActor(userId), first);
    expect(await pictureOf(userId)).toBe(after);
  });
});
