import { describe, expect, it, vi } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount } from "@/lib/db/accounts";
import { recogniseSession } from "@/lib/db/new-device-sign-ins";
import { updateProfile } from "@/lib/db/users";
import {
  connect,
  disown,
  intrude,
  isOpen,
  ownerAndIntruder,
  stateOf,
} from "@/lib/test-support/intruder";
import { entriesOf, storeAccount, storeSession } from "@/lib/test-support/stored-user";

vi.setConfig({ testTimeout: 20_000 });

describe("disowning a session", () => {
  it("ends and undoes sessions that were opened with an account it connected", async () => {
    const scene = await ownerAndIntruder();
    const { userId, own, theirs, before } = scene;
    const github = await connect(theirs);
    const second = await intrude(userId, { provider: "github", accountId: github.id });
    const old = await intrude(userId, { provider: "github" });
    await updateProfile(second, { name: "Eve" });
    await updateProfile(old, { name: "Mallory" });
    expect(await disown(own, theirs)).toMatchObject({ endedSessions: 3 });
    for (const { sessionId } of [theirs, second, old]) expect(await isOpen(sessionId)).toBe(false);
    expect(await stateOf(userId)).toEqual(before);
    expect((await entriesOf(userId)).filter(({ unanswered }) => unanswered)).toEqual([]);
  });

  it("ends no session that was opened with another account of that provider", async () => {
    const { userId, own, theirs } = await ownerAndIntruder();
    const older = await storeAccount(userId, { provider: "github" });
    await connect(theirs);
    const others = [
      await storeSession(userId, { provider: "github", accountId: older }),
      await storeSession(userId, { provider: "github" }),
    ];
    await disown(own, theirs);
    for (const id of others) expect(await isOpen(id)).toBe(true);
  });

  it.each([
    ["first", true],
    ["last", false],
  ])(
    "restores the owner's values when the earlier of two intruders is disowned %s",
    async (_, firstFirst) => {
      const { userId, own, theirs, before, google } = await ownerAndIntruder();
      const second = await intrude(userId);
      await updateProfile(theirs, { name: "Eve" });
      await updateProfile(second, { name: "Mallory" });
      const github = await connect(theirs);
      await connect(second, "gitlab");
      await disconnectAccount(second, github.id, accountHashes);
      await disconnectAccount(second, google, accountHashes);
      const order = firstFirst ? [theirs, second] : [second, theirs];
      for (const session of order) await disown(own, session);
      expect(await stateOf(userId)).toEqual(before);
    },
  );

  it("may still be disowned after another unknown device said that it was the user's", async () => {
    const { userId, own, theirs, before } = await ownerAndIntruder();
    const later = await intrude(userId);
    expect(await recogniseSession(theirs, later.sessionId)).toBe("vouched");
    await updateProfile(later, { name: "Eve" });
    expect(await disown(own, later)).toMatchObject({
      kind: "disowned",
      undone: [{ what: "name" }],
    });
    expect(await stateOf(userId)).toEqual(before);
  });

  it("only ends from another unknown device, and undoes it from a known one", async () => {
    const { userId, own, theirs, before } = await ownerAndIntruder();
    const later = await intrude(userId);
    await updateProfile(later, { name: "Eve" });
    const github = await connect(later);
    const present = await stateOf(userId);
    expect(await disown(theirs, later)).toEqual({ kind: "ended" });
    expect(await disown(theirs, later)).toEqual({ kind: "disowned-before" });
    expect(await stateOf(userId)).toEqual(present);
    expect(await disown(own, later)).toMatchObject({ kind: "disowned", hasAccount: true });
    expect(await disown(own, theirs)).toMatchObject({ undone: [] });
    expect(await stateOf(userId)).toEqual(before);
    expect((await stateOf(userId)).accounts.map(({ id }) => id)).not.toContain(github.id);
  });
});
