import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount } from "@/lib/db/accounts";
import { db } from "@/lib/db/driver/client";
import { recogniseSession } from "@/lib/db/new-device-sign-ins";
import { accounts, activity, removedAccounts, sessions, users } from "@/lib/db/schema";
import { recordConnection } from "@/lib/db/session-update/connection";
import { changeAddress, updateProfile } from "@/lib/db/users";
import {
  entriesOf,
  freshContext,
  minutesFromNow,
  storeAccount,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { disownSession } from "./disown-session";

const picture = "https://a.example/owner";

/** A user with a Google account, signed in on a known device, and a session on an unknown one. */
async function ownerAndIntruder() {
  const userId = await storeUser({ image: picture });
  const google = await storeAccount(userId, { image: picture, createdAt: minutesFromNow(-99) });
  const own = freshContext(userId, await storeSession(userId));
  const theirs = await intrude(userId);
  return { userId, google, own, theirs, before: await stateOf(userId) };
}

/** Another session on an unknown device, whose sign-in is unanswered. */
async function intrude(userId: string, changes: Partial<typeof sessions.$inferInsert> = {}) {
  const sessionId = await storeSession(userId, { newDevice: true, ...changes });
  await db()
    .insert(activity)
    .values({
      ...{ userId, kind: "sign-in", detail: "new-device" },
      ...{ provider: "google", subjectId: sessionId, unanswered: true },
    });
  return freshContext(userId, sessionId);
}

async function connect(context: Awaited<ReturnType<typeof intrude>>, provider = "github") {
  const providerAccountId = randomUUID();
  const email = `${providerAccountId}@example.com`;
  const account = { provider, providerAccountId, email, image: "https://a.example/eve" };
  await recordConnection(context, account, {
    tokenHash: null,
    hashes: accountHashes({ ...account, issuer: null }),
  });
  const [row] = await db()
    .select()
    .from(accounts)
    .where(eq(accounts.providerAccountId, providerAccountId));
  if (!row) throw new Error("nothing was connected");
  return row;
}

/** What an intruder does with a stolen account. */
async function takeOver({ google, theirs }: Awaited<ReturnType<typeof ownerAndIntruder>>) {
  const github = await connect(theirs);
  await disconnectAccount(theirs, google, accountHashes);
  await changeAddress(theirs, github.id);
  await updateProfile(theirs, {
    username: `eve-${randomUUID()}`,
    name: "Eve",
    pictureOf: github.id,
  });
  return github;
}

async function stateOf(userId: string) {
  const [user] = await db().select().from(users).where(eq(users.id, userId));
  const connected = await db().select().from(accounts).where(eq(accounts.userId, userId));
  return { user, accounts: connected.toSorted((a, b) => a.id.localeCompare(b.id)) };
}

const removalsOf = (userId: string) =>
  db().select().from(removedAccounts).where(eq(removedAccounts.userId, userId));

async function undoLeft(userId: string) {
  return (await entriesOf(userId)).filter(({ undo, sessionId }) => undo || sessionId);
}

const isOpen = async (id: string) =>
  (await db().select().from(sessions).where(eq(sessions.id, id))).length > 0;

const disown = (own: Awaited<ReturnType<typeof intrude>>, { sessionId }: { sessionId: string }) =>
  disownSession(own, sessionId, accountHashes);

describe("disowning a session", () => {
  it("undoes everything that was done in it, and ends it", async () => {
    const scene = await ownerAndIntruder();
    const { userId, own, theirs, before } = scene;
    await takeOver(scene);
    expect(await disown(own, theirs)).toEqual({
      kind: "disowned",
      endedSessions: 1,
      hasAccount: true,
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

  it("leaves what the owner has changed since", async () => {
    const { userId, own, theirs } = await ownerAndIntruder();
    await updateProfile(theirs, { name: "Eve", pictureOf: null });
    await updateProfile(own, { name: "Ada again" });
    expect(await disown(own, theirs)).toMatchObject({
      undone: [{ what: "picture" }],
      kept: [{ what: "name", why: "changed-since" }],
    });
    expect((await stateOf(userId)).user).toMatchObject({ name: "Ada again", image: picture });
  });

  it("leaves an account that its owner has connected again", async () => {
    const { userId, own, theirs, google } = await ownerAndIntruder();
    const [{ providerAccountId = "", email = "" } = {}] = (await stateOf(userId)).accounts;
    await connect(theirs);
    await disconnectAccount(theirs, google, accountHashes);
    const again = { provider: "google", providerAccountId, email, image: null };
    await recordConnection(own, again, { tokenHash: null, hashes: [] });
    expect(await disown(own, theirs)).toMatchObject({ kept: [] });
    expect((await stateOf(userId)).accounts).toMatchObject([again]);
  });

  it("undoes the rest where an account, a username or an address is someone else's by now", async () => {
    const scene = await ownerAndIntruder();
    const { userId, own, theirs, before } = scene;
    await takeOver(scene);
    const { username, email } = before.user ?? {};
    const otherId = await storeUser({ ...(username && { username }), ...(email && { email }) });
    const [{ id: _, userId: __, ...google } = { id: "", userId: "" }] = before.accounts;
    await storeAccount(otherId, google);
    expect(await disown(own, theirs)).toMatchObject({
      undone: [{ what: "name" }, { what: "picture" }, { what: "connected" }],
      kept: [
        { what: "username", why: "taken" },
        { what: "address", why: "taken" },
        { what: "disconnected", why: "of-another", provider: "google" },
      ],
    });
    expect((await stateOf(userId)).user).toMatchObject({ name: "Ada Lovelace" });
    expect((await stateOf(otherId)).accounts).toHaveLength(1);
  });

  it("lets a user connect an account if none is left, and says so", async () => {
    const scene = await ownerAndIntruder();
    const { userId, own, theirs, before } = scene;
    await takeOver(scene);
    const [{ id: _, userId: __, ...google } = { id: "", userId: "" }] = before.accounts;
    await storeAccount(await storeUser(), google);
    const aged = { authenticatedAt: minutesFromNow(-60) };
    await db().update(sessions).set(aged).where(eq(sessions.id, own.sessionId));
    const { freshWithinSeconds: _fresh, ...press } = own;
    expect(await disown(press as typeof own, theirs)).toMatchObject({ hasAccount: false });
    expect((await stateOf(userId)).accounts).toEqual([]);
    expect(await connect(own, "google")).toMatchObject({ userId });
  });

  it("says what it can't read after the secret was lost, and undoes the rest", async () => {
    const scene = await ownerAndIntruder();
    const { userId, own, theirs } = scene;
    await takeOver(scene);
    await db()
      .update(activity)
      .set({ undo: "sealed.under.a.lost.secret" })
      .where(and(eq(activity.sessionId, theirs.sessionId), eq(activity.kind, "disconnected")));
    expect(await disown(own, theirs)).toMatchObject({
      undone: [
        { what: "username" },
        { what: "name" },
        { what: "picture" },
        { what: "address" },
        { what: "connected" },
      ],
      kept: [{ what: "disconnected", why: "unreadable", provider: "google" }],
    });
    expect((await stateOf(userId)).accounts).toEqual([]);
  });

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

  it("asks again about sign-ins that it had recognised, and can undo what they did", async () => {
    const { userId, own, theirs, before } = await ownerAndIntruder();
    const later = await intrude(userId);
    expect(await recogniseSession(theirs, later.sessionId)).toBe("vouched");
    await updateProfile(later, { name: "Eve" });
    expect(await disown(own, later)).toEqual({ kind: "ended" });
    expect(await disown(own, theirs)).toMatchObject({ undone: [{ what: "recognised" }] });
    expect(await disown(own, later)).toMatchObject({
      kind: "disowned",
      undone: [{ what: "name" }],
    });
    expect(await stateOf(userId)).toEqual(before);
  });

  it("undoes what a session on an unknown device undid", async () => {
    const { userId, own, theirs, before } = await ownerAndIntruder();
    const later = await intrude(userId);
    await updateProfile(later, { name: "Ada on a new phone" });
    const github = await connect(later);
    await disconnectAccount(later, github.id, accountHashes);
    const present = await stateOf(userId);
    expect(await disown(theirs, later)).toMatchObject({ undone: [{ what: "name" }] });
    expect(await stateOf(userId)).toEqual(before);
    await disown(own, theirs);
    expect(await stateOf(userId)).toEqual(present);
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

vi.setConfig({ testTimeout: 20_000 });
