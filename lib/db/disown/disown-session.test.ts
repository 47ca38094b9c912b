import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { db } from "@/lib/db/driver/client";
import { recogniseSession } from "@/lib/db/new-device-sign-ins";
import { sessions } from "@/lib/db/schema";
import { endSessionOf } from "@/lib/db/user-sessions";
import { updateProfile } from "@/lib/db/users";
import {
  connect,
  disown,
  intrude,
  isOpen,
  ownerAndIntruder,
  removalsOf,
  stateOf,
  takeOver,
  undoLeft,
} from "@/lib/test-support/intruder";
import { entriesOf } from "@/lib/test-support/stored-user";
import { disownSession } from "./disown-session";

vi.setConfig({ testTimeout: 20_000 });

describe("disowning a session", () => {
  it("undoes everything that was done in it, and ends it", async () => {
    const scene = await ownerAndIntruder();
    const { userId, own, theirs, before } = scene;
    await takeOver(scene);
    expect(await disown(own, theirs)).toEqual({
      kind: "disowned",
      endedSessions: 1,
      hasAccount: true,
      provider: "google",
      usedOwnAccount: false,
      undone: [
        { what: "username" },
        { what: "name" },
        { what: "picture" },
        { what: "address" },
        { what: "connected", provider: "github" },
        { what: "disconnected", provider: "google" },
      ],
      kept: [],
    });
    expect(await stateOf(userId)).toEqual(before);
    expect(await isOpen(theirs.sessionId)).toBe(false);
    expect(await isOpen(own.sessionId)).toBe(true);
    expect(await undoLeft(userId)).toEqual([]);
  });

  it("tells an intruder's own account from a stolen one at the same provider", async () => {
    const { userId, own, google } = await ownerAndIntruder();
    const stolen = await intrude(userId, { accountId: google });
    await connect(stolen, "google");
    expect(await disown(own, stolen)).toMatchObject({ usedOwnAccount: false });
    const later = await intrude(userId);
    const { id } = await connect(later);
    await db().update(sessions).set({ accountId: id }).where(eq(sessions.id, later.sessionId));
    expect(await disown(own, later)).toMatchObject({ usedOwnAccount: true });
  });

  it("still undoes what was done in a session that was only ended", async () => {
    const { userId, own, theirs, before } = await ownerAndIntruder();
    await updateProfile(theirs, { name: "Eve" });
    expect(await endSessionOf(own, theirs.sessionId)).toBe("ended");
    expect(await disown(own, theirs)).toMatchObject({
      endedSessions: 0,
      undone: [{ what: "name" }],
    });
    expect(await stateOf(userId)).toEqual(before);
  });

  it("remembers the accounts it removes, and forgets those that came back", async () => {
    const scene = await ownerAndIntruder();
    const github = await takeOver(scene);
    await disown(scene.own, scene.theirs);
    const removals = await removalsOf(scene.userId);
    expect(removals).toMatchObject([{ provider: "github", accountHash: accountHashes(github)[0] }]);
  });

  it("records what it does", async () => {
    const scene = await ownerAndIntruder();
    await takeOver(scene);
    const done = (await entriesOf(scene.userId)).length;
    await disown(scene.own, scene.theirs);
    const entries = (await entriesOf(scene.userId)).slice(done);
    expect(entries.map(({ kind, provider, detail }) => [kind, provider, detail])).toEqual([
      ["sign-in-disowned", "google", null],
      ["session-ended", "google", null],
      ["profile-changed", null, "undone: username, name, picture"],
      ["address-changed", null, "undone"],
      ["disconnected", "github", "undone"],
      ["connected", "google", "undone"],
    ]);
  });

  it("puts back what was there before the first of many changes", async () => {
    const { userId, own, theirs, before } = await ownerAndIntruder();
    for (const name of ["Eve", "Mallory", "Trudy"]) await updateProfile(theirs, { name });
    expect((await undoLeft(userId)).filter(({ undo }) => undo)).toHaveLength(1);
    await disown(own, theirs);
    expect(await stateOf(userId)).toEqual(before);
  });

  it("keeps nothing of a session on a known device, nor once the user has recognised it", async () => {
    const { userId, own, theirs } = await ownerAndIntruder();
    await updateProfile(own, { name: "Augusta" });
    expect(await undoLeft(userId)).toEqual([]);
    await updateProfile(theirs, { name: "Ada" });
    expect(await undoLeft(userId)).toHaveLength(1);
    await recogniseSession(own, theirs.sessionId);
    expect(await undoLeft(userId)).toEqual([]);
    await updateProfile(theirs, { name: "Countess" });
    expect(await undoLeft(userId)).toEqual([]);
  });

  it("stores addresses and names only sealed", async () => {
    const { userId, theirs, before } = await ownerAndIntruder();
    await updateProfile(theirs, { name: "Eve" });
    const stored = JSON.stringify(await entriesOf(userId));
    expect(stored).not.toContain(before.user?.name);
    expect(stored).toContain("eyJ");
  });

  it("does nothing twice when it is pressed twice at once", async () => {
    const scene = await ownerAndIntruder();
    const { userId, own, theirs, before } = scene;
    await takeOver(scene);
    const outcomes = await Promise.all([disown(own, theirs), disown(own, theirs)]);
    const kinds = outcomes.map((outcome) => typeof outcome === "object" && outcome.kind);
    expect(kinds.toSorted()).toEqual(["disowned", "disowned-before"]);
    expect(await stateOf(userId)).toEqual(before);
  });

  it("leaves nothing of an action of that session at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { userId, own, theirs, before } = await ownerAndIntruder();
      const [name, connected] = await Promise.all([
        updateProfile(theirs, { name: "Eve" }),
        connect(theirs).catch(() => "signed-out"),
        disown(own, theirs),
      ]);
      expect(["saved", "signed-out"]).toContain(name);
      expect(connected).toBeTruthy();
      expect(await stateOf(userId)).toEqual(before);
    }
  });

  it("is all or nothing", async () => {
    const scene = await ownerAndIntruder();
    await takeOver(scene);
    const taken = await stateOf(scene.userId);
    const failing = () => {
      throw new Error("at the last step");
    };
    await expect(disownSession(scene.own, scene.theirs.sessionId, failing)).rejects.toThrow();
    expect(await stateOf(scene.userId)).toEqual(taken);
    expect(await isOpen(scene.theirs.sessionId)).toBe(true);
    expect(await disown(scene.own, scene.theirs)).toMatchObject({ kind: "disowned" });
  });
});
