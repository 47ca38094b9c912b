import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  entriesOf,
  minutesFromNow,
  storeAccount,
  storeActor,
  storePerson,
} from "@/lib/test-support/stored-person";
import { db } from "./client";
import { disconnectAccount } from "./connections";
import { type ProfileChange, takeOverAddress, updateProfile } from "./people";
import { users } from "./schema";

const [image, otherImage] = ["https://a.example/1", "https://a.example/2"];

async function personOf(userId: string) {
  const [person] = await db().select().from(users).where(eq(users.id, userId));
  return person;
}

/** Somebody who shows the picture of one of their two accounts. */
async function storeProfile() {
  const profile = { username: `ada-${randomUUID()}`, name: "Ada Lovelace" };
  const userId = await storePerson({ ...profile, image });
  const pictureOf = await storeAccount(userId, { image });
  const otherPicture = await storeAccount(userId, { image: otherImage, provider: "github" });
  const actor = await storeActor(userId);
  return { userId, actor, profile: { ...profile, pictureOf }, otherPicture };
}

describe("a change of the profile", () => {
  it.each([
    ["username", { username: `countess-${randomUUID()}` }],
    ["name", { name: "Augusta King" }],
    ["name", { name: null }],
    ["picture", { pictureOf: null }],
    ["username, name, picture", { username: `ak-${randomUUID()}`, name: null, pictureOf: null }],
  ])("is written, and only what was changed is noted, not to what: %s", async (detail, change) => {
    const { userId, actor, profile } = await storeProfile();
    const before = await personOf(userId);
    expect(await updateProfile(actor, { ...profile, ...change })).toBe("saved");
    const { pictureOf, ...others }: ProfileChange = change;
    const shown = pictureOf === null ? { image: null } : {};
    expect(await personOf(userId)).toEqual({ ...before, ...others, ...shown });
    const entries = await entriesOf(userId);
    expect(entries).toMatchObject([{ kind: "profile-changed", detail, subjectId: null }]);
    const values = [...Object.values(profile), ...Object.values(change)].filter(Boolean);
    for (const value of values) expect(JSON.stringify(entries)).not.toContain(value);
  });

  it("of one part leaves the others as they are, and notes that one alone", async () => {
    const { userId, actor, otherPicture } = await storeProfile();
    const before = await personOf(userId);
    expect(await updateProfile(actor, { pictureOf: otherPicture })).toBe("saved");
    expect(await personOf(userId)).toEqual({ ...before, image: otherImage });
    expect(await entriesOf(userId)).toMatchObject([{ detail: "picture" }]);
  });

  it("that changes nothing is neither written nor noted", async () => {
    const { userId, actor, profile } = await storeProfile();
    expect(await updateProfile(actor, profile)).toBe("unchanged");
    expect(await entriesOf(userId)).toEqual([]);
  });

  it("is saved and noted once when it is sent twice at the same moment", async () => {
    const { userId, actor, profile } = await storeProfile();
    const send = () => updateProfile(actor, { ...profile, name: "Augusta King" });
    expect((await Promise.all([send(), send()])).sort()).toEqual(["saved", "unchanged"]);
    expect(await entriesOf(userId)).toHaveLength(1);
  });

  it("touches nobody else", async () => {
    const [own, other] = [await storeProfile(), await storeProfile()];
    const before = await personOf(other.userId);
    await updateProfile(own.actor, { ...own.profile, name: "Augusta King" });
    expect(await personOf(other.userId)).toEqual(before);
  });

  it("takes no picture but that of an own account that has one, and then changes nothing", async () => {
    const [own, other] = [await storeProfile(), await storeProfile()];
    const plain = await storeAccount(own.userId, { provider: "gitlab" });
    const before = await personOf(own.userId);
    for (const pictureOf of [other.profile.pictureOf, plain, randomUUID()]) {
      const change = { name: "Augusta King", pictureOf };
      expect(await updateProfile(own.actor, change)).toBe("picture-unknown");
    }
    expect(await personOf(own.userId)).toEqual(before);
    expect(await entriesOf(own.userId)).toEqual([]);
  });

  it("shows no picture of an account that is disconnected at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { userId, actor, otherPicture } = await storeProfile();
      const [saved] = await Promise.all([
        updateProfile(actor, { pictureOf: otherPicture }),
        disconnectAccount(actor, otherPicture),
      ]);
      expect(["saved", "picture-unknown"]).toContain(saved);
      expect((await personOf(userId))?.image).toBe(image);
    }
  });
});

describe("a username that somebody has", () => {
  it("is refused, and nothing of the change is written or noted", async () => {
    const [own, other] = [await storeProfile(), await storeProfile()];
    const before = await personOf(own.userId);
    const change = { username: other.profile.username, name: "Augusta King", pictureOf: null };
    expect(await updateProfile(own.actor, change)).toBe("username-taken");
    expect(await personOf(own.userId)).toEqual(before);
    expect(await entriesOf(own.userId)).toEqual([]);
  });

  it("goes to one of two people who want it at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const username = `wanted-${randomUUID()}`;
      const people = [await storeProfile(), await storeProfile()];
      const answers = await Promise.all(
        people.map(({ actor, profile }) => updateProfile(actor, { ...profile, username })),
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
    const actor = await storeActor(userId);
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
    expect(await takeOverAddress(await storeActor(userId), accountId)).toBe("taken");
    expect([await personOf(userId), await personOf(otherId)]).toEqual(before);
    expect(await entriesOf(userId)).toEqual([]);
  });

  it("goes to one of two people who take it over at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const email = newAddress();
      const people = [await storePerson(), await storePerson()];
      const accountIds = await Promise.all(people.map((userId) => storeAccount(userId, { email })));
      const actors = await Promise.all(people.map((userId) => storeActor(userId)));
      const answers = await Promise.all(
        actors.map((actor, index) => takeOverAddress(actor, accountIds[index] ?? "")),
      );
      expect(answers.sort()).toEqual(["changed", "taken"]);
    }
  });

  it("and disconnecting that account at the same moment wait for each other", async () => {
    for (let round = 0; round < 20; round += 1) {
      const userId = await storePerson();
      await storeAccount(userId, { provider: "github" });
      const accountId = await storeAccount(userId);
      const actor = await storeActor(userId);
      const [taken, disconnected] = await Promise.all([
        takeOverAddress(actor, accountId),
        disconnectAccount(actor, accountId),
      ]);
      const kinds = (await entriesOf(userId)).map(({ kind }) => kind);
      const first = taken === "changed" ? ["address-changed"] : [];
      expect(["changed", "unknown"]).toContain(taken);
      expect(disconnected).toMatchObject({ kind: "disconnected" });
      expect(kinds).toEqual([...first, "disconnected"]);
    }
  });

  it("knows no account of somebody else, nor one that never was", async () => {
    const [userId, otherId] = [await storePerson(), await storePerson()];
    const [theirs, actor] = [await storeAccount(otherId), await storeActor(userId)];
    const before = [await personOf(userId), await personOf(otherId)];
    for (const id of [theirs, randomUUID()]) {
      expect(await takeOverAddress(actor, id)).toBe("unknown");
    }
    expect([await personOf(userId), await personOf(otherId)]).toEqual(before);
  });
});
