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
import { disconnectAccount, listConnections } from "./accounts";
import type { MayTakeOver } from "./address-handover";
import { db } from "./driver/client";
import { users } from "./schema";
import { changeAddress, type ProfileChange, updateProfile } from "./users";

const [image, otherImage] = ["https://a.example/1", "https://a.example/2"];

async function userOf(userId: string) {
  const [user] = await db().select().from(users).where(eq(users.id, userId));
  return user;
}

/** A user who shows the picture of one of their two accounts. */
async function storeProfile() {
  const profile = { username: `ada-${randomUUID()}`, name: "Ada Lovelace" };
  const userId = await storeUser({ ...profile, image });
  const pictureOf = await storeAccount(userId, { image });
  const otherPicture = await storeAccount(userId, { image: otherImage, provider: "github" });
  const context = await storeFreshContext(userId);
  return { userId, context, profile: { ...profile, pictureOf }, otherPicture };
}

describe("a change of the profile", () => {
  it.each([
    ["username", { username: `countess-${randomUUID()}` }],
    ["name", { name: "Augusta King" }],
    ["name", { name: null }],
    ["picture", { pictureOf: null }],
    ["username, name, picture", { username: `ak-${randomUUID()}`, name: null, pictureOf: null }],
  ])("is saved, and records the changed fields but no values: %s", async (detail, change) => {
    const { userId, context, profile } = await storeProfile();
    const before = await userOf(userId);
    expect(await updateProfile(context, { ...profile, ...change })).toBe("saved");
    const { pictureOf, ...others }: ProfileChange = change;
    const shown = pictureOf === null ? { image: null } : {};
    expect(await userOf(userId)).toEqual({ ...before, ...others, ...shown });
    const entries = await entriesOf(userId);
    expect(entries).toMatchObject([{ kind: "profile-changed", detail, subjectId: null }]);
    const values = [...Object.values(profile), ...Object.values(change)].filter(Boolean);
    for (const value of values) expect(JSON.stringify(entries)).not.toContain(value);
  });

  it("of one field leaves the others as they are, and records that one alone", async () => {
    const { userId, context, otherPicture } = await storeProfile();
    const before = await userOf(userId);
    expect(await updateProfile(context, { pictureOf: otherPicture })).toBe("saved");
    expect(await userOf(userId)).toEqual({ ...before, image: otherImage });
    expect(await entriesOf(userId)).toMatchObject([{ detail: "picture" }]);
  });

  it("that changes nothing is neither saved nor recorded", async () => {
    const { userId, context, profile } = await storeProfile();
    expect(await updateProfile(context, profile)).toBe("unchanged");
    expect(await entriesOf(userId)).toEqual([]);
  });

  it("is saved and recorded once when it is sent twice at the same moment", async () => {
    const { userId, context, profile } = await storeProfile();
    const send = () => updateProfile(context, { ...profile, name: "Augusta King" });
    expect((await Promise.all([send(), send()])).sort()).toEqual(["saved", "unchanged"]);
    expect(await entriesOf(userId)).toHaveLength(1);
  });

  it("affects no other user", async () => {
    const [own, other] = [await storeProfile(), await storeProfile()];
    const before = await userOf(other.userId);
    await updateProfile(own.context, { ...own.profile, name: "Augusta King" });
    expect(await userOf(other.userId)).toEqual(before);
  });

  it("accepts only the picture of an own account that has one, and otherwise changes nothing", async () => {
    const [own, other] = [await storeProfile(), await storeProfile()];
    const plain = await storeAccount(own.userId, { provider: "gitlab" });
    const before = await userOf(own.userId);
    for (const pictureOf of [other.profile.pictureOf, plain, randomUUID()]) {
      const change = { name: "Augusta King", pictureOf };
      expect(await updateProfile(own.context, change)).toBe("picture-unknown");
    }
    expect(await userOf(own.userId)).toEqual(before);
    expect(await entriesOf(own.userId)).toEqual([]);
  });

  it("shows no picture of an account that is disconnected at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { userId, context, otherPicture } = await storeProfile();
      const [saved] = await Promise.all([
        updateProfile(context, { pictureOf: otherPicture }),
        disconnectAccount(context, otherPicture, accountHashes),
      ]);
      expect(["saved", "picture-unknown"]).toContain(saved);
      expect((await userOf(userId))?.image).toBe(image);
    }
  });
});

describe("a username that another user has", () => {
  it("is refused, and nothing of the change is saved or recorded", async () => {
    const [own, other] = [await storeProfile(), await storeProfile()];
    const before = await userOf(own.userId);
    const change = { username: other.profile.username, name: "Augusta King", pictureOf: null };
    expect(await updateProfile(own.context, change)).toBe("username-taken");
    expect(await userOf(own.userId)).toEqual(before);
    expect(await entriesOf(own.userId)).toEqual([]);
  });

  it("goes to one of two users who choose it at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const username = `wanted-${randomUUID()}`;
      const testUsers = [await storeProfile(), await storeProfile()];
      const outcomes = await Promise.all(
        testUsers.map(({ context, profile }) => updateProfile(context, { ...profile, username })),
      );
      expect(outcomes.sort()).toEqual(["saved", "username-taken"]);
      expect(await db().select().from(users).where(eq(users.username, username))).toHaveLength(1);
    }
  });
});

describe("taking over the address of a connected account", () => {
  const newAddress = () => `${randomUUID()}@example.org`;
  const never = () => false;

  it("makes it the user's own, verified when the account was last used", async () => {
    const [userId, email] = [await storeUser(), newAddress()];
    const lastUsedAt = minutesFromNow(-7);
    const accountId = await storeAccount(userId, { email, lastUsedAt, provider: "github" });
    const before = await userOf(userId);
    const context = await storeFreshContext(userId);
    expect(await changeAddress(context, accountId, never)).toBe("changed");
    expect(await userOf(userId)).toEqual({ ...before, email, emailVerified: lastUsedAt });
    const entries = await entriesOf(userId);
    const entry = { kind: "address-changed", provider: "github", subjectId: accountId };
    expect(entries).toMatchObject([entry]);
    for (const address of [email, before?.email]) {
      expect(JSON.stringify(entries)).not.toContain(address);
    }
    expect(await changeAddress(context, accountId, never)).toBe("unchanged");
    expect(await entriesOf(userId)).toHaveLength(1);
  });

  it("is refused if it is another user's, and nothing changes or is recorded", async () => {
    const [userId, email] = [await storeUser(), newAddress()];
    const otherId = await storeUser({ email });
    const accountId = await storeAccount(userId, { email });
    const before = [await userOf(userId), await userOf(otherId)];
    expect(await changeAddress(await storeFreshContext(userId), accountId, never)).toBe("taken");
    expect([await userOf(userId), await userOf(otherId)]).toEqual(before);
    expect(await entriesOf(userId)).toEqual([]);
  });

  it("is refused if it was confirmed more than 180 days ago", async () => {
    const userId = await storeUser();
    const context = await storeFreshContext(userId);
    const before = await userOf(userId);
    const days = 24 * 60;
    const old = await storeAccount(userId, { lastUsedAt: minutesFromNow(-181 * days) });
    expect(await changeAddress(context, old, never)).toBe("outdated");
    expect([await userOf(userId), await entriesOf(userId)]).toEqual([before, []]);
    const newer = { lastUsedAt: minutesFromNow(-179 * days), provider: "github" };
    expect(await changeAddress(context, await storeAccount(userId, newer), never)).toBe("changed");
  });

  it("takes it from another user if the policy says so, and tells them", async () => {
    const [userId, email] = [await storeUser(), newAddress()];
    const otherId = await storeUser({ email });
    const theirs = await storeAccount(otherId, { email, provider: "github" });
    const accountId = await storeAccount(userId, { email });
    const asked: unknown[] = [];
    const policy: MayTakeOver = (account, confirmations) => {
      asked.push(account.email, confirmations);
      return true;
    };
    expect(await changeAddress(await storeFreshContext(userId), accountId, policy)).toBe("changed");
    const trust = { isRecent: true, isAuthoritative: false };
    const confirmation = { provider: "github", issuer: null, ...trust };
    expect(asked).toEqual([email, [confirmation]]);
    expect(await userOf(userId)).toMatchObject({ email, emailTakenOver: true });
    expect(await userOf(otherId)).toMatchObject({ email, emailVerified: null });
    const [own] = await listConnections(userId);
    const [other] = await listConnections(otherId);
    expect([own?.emailConfirmed, other?.emailConfirmed, other?.id]).toEqual([true, false, theirs]);
    expect(await entriesOf(otherId)).toMatchObject([{ kind: "address-released", ip: null }]);
  });

  it("succeeds for one of two users who do so at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const email = newAddress();
      const users = [await storeUser(), await storeUser()];
      const accountIds = await Promise.all(users.map((userId) => storeAccount(userId, { email })));
      const contexts = await Promise.all(users.map((userId) => storeFreshContext(userId)));
      const outcomes = await Promise.all(
        contexts.map((context, index) => changeAddress(context, accountIds[index] ?? "", never)),
      );
      expect(outcomes.sort()).toEqual(["changed", "taken"]);
    }
  });

  it("and disconnecting that account at the same moment wait for each other", async () => {
    for (let round = 0; round < 20; round += 1) {
      const userId = await storeUser();
      await storeAccount(userId, { provider: "github" });
      const accountId = await storeAccount(userId);
      const context = await storeFreshContext(userId);
      const [taken, disconnected] = await Promise.all([
        changeAddress(context, accountId, never),
        disconnectAccount(context, accountId, accountHashes),
      ]);
      const kinds = (await entriesOf(userId)).map(({ kind }) => kind);
      const first = taken === "changed" ? ["address-changed"] : [];
      expect(["changed", "unknown"]).toContain(taken);
      expect(disconnected).toMatchObject({ kind: "disconnected" });
      expect(kinds).toEqual([...first, "disconnected"]);
    }
  });

  it("finds no account of another user, nor one that never existed", async () => {
    const [userId, otherId] = [await storeUser(), await storeUser()];
    const [theirs, context] = [await storeAccount(otherId), await storeFreshContext(userId)];
    const before = [await userOf(userId), await userOf(otherId)];
    for (const id of [theirs, randomUUID()]) {
      expect(await changeAddress(context, id, never)).toBe("unknown");
    }
    expect([await userOf(userId), await userOf(otherId)]).toEqual(before);
  });
});
