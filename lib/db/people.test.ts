import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  actorIn,
  entriesOf,
  minutesFromNow,
  storeAccount,
  storePerson,
} from "@/lib/test-support/stored-person";
import { db } from "./client";
import { disconnectAccount } from "./connections";
import { takeOverAddress, updateProfile } from "./people";
import { users } from "./schema";

const image = "https://a.example/1";

async function personOf(userId: string) {
  const [person] = await db().select().from(users).where(eq(users.id, userId));
  return person;
}

/** Somebody with a profile of their own. */
async function storeProfile() {
  const profile = { username: `ada-${randomUUID()}`, name: "Ada Lovelace", image };
  return { userId: await storePerson(profile), profile };
}

describe("a change of the profile", () => {
  it.each([
    ["username", { username: `countess-${randomUUID()}` }],
    ["name", { name: "Augusta King" }],
    ["name", { name: null }],
    ["picture", { image: null }],
    ["username, name, picture", { username: `ak-${randomUUID()}`, name: null, image: null }],
  ])("is written, and only what was changed is noted, not to what: %s", async (detail, change) => {
    const { userId, profile } = await storeProfile();
    const before = await personOf(userId);
    expect(await updateProfile(actorIn(userId), { ...profile, ...change })).toBe("saved");
    expect(await personOf(userId)).toEqual({ ...before, ...change });
    const entries = await entriesOf(userId);
    expect(entries).toMatchObject([{ kind: "profile-changed", detail, subjectId: null }]);
    const values = [...Object.values(profile), ...Object.values(change)].filter(Boolean);
    for (const value of values) expect(JSON.stringify(entries)).not.toContain(value);
  });

  it("of one part leaves the others as they are, and notes that one alone", async () => {
    const { userId } = await storeProfile();
    const before = await personOf(userId);
    expect(await updateProfile(actorIn(userId), { image: null })).toBe("saved");
    expect(await personOf(userId)).toEqual({ ...before, image: null });
    expect(await entriesOf(userId)).toMatchObject([{ detail: "picture" }]);
  });

  it("that changes nothing is neither written nor noted", async () => {
    const { userId, profile } = await storeProfile();
    expect(await updateProfile(actorIn(userId), profile)).toBe("unchanged");
    expect(await entriesOf(userId)).toEqual([]);
  });

  it("is saved and noted once when it is sent twice at the same moment", async () => {
    const { userId, profile } = await storeProfile();
    const send = () => updateProfile(actorIn(userId), { ...profile, name: "Augusta King" });
    expect((await Promise.all([send(), send()])).sort()).toEqual(["saved", "unchanged"]);
    expect(await entriesOf(userId)).toHaveLength(1);
  });

  it("touches nobody else", async () => {
    const [own, other] = [await storeProfile(), await storeProfile()];
    const before = await personOf(other.userId);
    await updateProfile(actorIn(own.userId), { ...own.profile, name: "Augusta King" });
    expect(await personOf(other.userId)).toEqual(before);
  });

  it("of somebody who is gone changes nothing", async () => {
    const { profile } = await storeProfile();
    expect(await updateProfile(actorIn(randomUUID()), profile)).toBe("unchanged");
  });
});

describe("a username that somebody has", () => {
  it("is refused, and nothing of the change is written or noted", async () => {
    const [own, other] = [await storeProfile(), await storeProfile()];
    const before = await personOf(own.userId);
    const change = { username: other.profile.username, name: "Augusta King", image: null };
    expect(await updateProfile(actorIn(own.userId), change)).toBe("username-taken");
    expect(await personOf(own.userId)).toEqual(before);
    expect(await entriesOf(own.userId)).toEqual([]);
  });

  it("goes to one of two people who want it at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const username = `wanted-${randomUUID()}`;
      const people = [await storeProfile(), await storeProfile()];
      const answers = await Promise.all(
        people.map(({ userId, profile }) =>
          updateProfile(actorIn(userId), { ...profile, username }),
        ),
      );
      expect(answers.sort()).toEqual(["saved", "username-taken"]);
      expect(await db().select().from(users).where(eq(users.username, username))).toHaveLength(1);
    }
  });
});

describe("taking over the address of a connected account", () => {
  const newAddress = () => `${randomUUID()}@example.org`;

  it("makes it the person's own, verified when the account was last used", async () => {
    const [userId, email] = [await storePerson(), newAddress()];
    const lastUsedAt = minutesFromNow(-7);
    const accountId = await storeAccount(userId, { email, lastUsedAt, provider: "github" });
    const before = await personOf(userId);
    const actor = actorIn(userId);
    expect(await takeOverAddress(actor, accountId)).toBe("changed");
    expect(await personOf(userId)).toEqual({ ...before, email, emailVerified: lastUsedAt });
    const entries = await entriesOf(userId);
    const entry = { kind: "address-changed", provider: "github", subjectId: accountId };
    expect(entries).toMatchObject([entry]);
    for (const address of [email, before?.email]) {
      expect(JSON.stringify(entries)).not.toContain(address);
    }
    expect(await takeOverAddress(actor, accountId)).toBe("unchanged");
    expect(await entriesOf(userId)).toHaveLength(1);
  });

  it("is refused when it is another person's, and nothing changes or is noted", async () => {
    const [userId, email] = [await storePerson(), newAddress()];
    const otherId = await storePerson({ email });
    const accountId = await storeAccount(userId, { email });
    const before = [await personOf(userId), await personOf(otherId)];
    expect(await takeOverAddress(actorIn(userId), accountId)).toBe("taken");
    expect([await personOf(userId), await personOf(otherId)]).toEqual(before);
    expect(await entriesOf(userId)).toEqual([]);
  });

  it("goes to one of two people who take it over at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const email = newAddress();
      const people = [await storePerson(), await storePerson()];
      const accountIds = await Promise.all(people.map((userId) => storeAccount(userId, { email })));
      const answers = await Promise.all(
        people.map((userId, index) => takeOverAddress(actorIn(userId), accountIds[index] ?? "")),
      );
      expect(answers.sort()).toEqual(["changed", "taken"]);
    }
  });

  it("and disconnecting that account at the same moment wait for each other", async () => {
    for (let round = 0; round < 20; round += 1) {
      const userId = await storePerson();
      await storeAccount(userId, { provider: "github" });
      const accountId = await storeAccount(userId);
      const [taken, disconnected] = await Promise.all([
        takeOverAddress(actorIn(userId), accountId),
        disconnectAccount(actorIn(userId), accountId),
      ]);
      const kinds = (await entriesOf(userId)).map(({ kind }) => kind);
      const first = taken === "changed" ? ["address-changed"] : [];
      expect(["changed", "unknown"]).toContain(taken);
      expect(disconnected.kind).toBe("disconnected");
      expect(kinds).toEqual([...first, "disconnected"]);
    }
  });

  it("knows no account of somebody else, nor one that never was", async () => {
    const [userId, otherId] = [await storePerson(), await storePerson()];
    const theirs = await storeAccount(otherId);
    const before = [await personOf(userId), await personOf(otherId)];
    for (const id of [theirs, randomUUID()]) {
      expect(await takeOverAddress(actorIn(userId), id)).toBe("unknown");
    }
    expect([await personOf(userId), await personOf(otherId)]).toEqual(before);
  });
});
