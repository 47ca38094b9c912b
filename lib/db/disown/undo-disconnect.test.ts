import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount, listConnections } from "@/lib/db/accounts";
import { undoDisconnect } from "@/lib/db/disown/undo-disconnect";
import { db } from "@/lib/db/driver/client";
import { accounts, sessions, users } from "@/lib/db/schema";
import {
  entriesOf,
  storeAccount,
  storeFreshContext,
  storeUser,
} from "@/lib/test-support/stored-user";

const image = "https://pictures.example/1";

async function disconnected() {
  const userId = await storeUser({ image });
  await storeAccount(userId);
  const id = await storeAccount(userId, { provider: "github", image });
  const context = await storeFreshContext(userId);
  const before = await rowOf(id);
  const outcome = await disconnectAccount(context, id, accountHashes);
  if (typeof outcome === "string" || outcome.kind !== "disconnected") throw new Error("It stays.");
  return { userId, id, context, before, undo: outcome.undo ?? "" };
}

async function rowOf(id: string) {
  const [row] = await db().select().from(accounts).where(eq(accounts.id, id));
  return row;
}

async function pictureOf(userId: string) {
  const [row] = await db().select({ image: users.image }).from(users).where(eq(users.id, userId));
  return row?.image;
}

describe("undoing that an account was disconnected", () => {
  it("brings back the account as it was, and the picture that came from it", async () => {
    const { userId, id, context, before, undo } = await disconnected();
    expect(await pictureOf(userId)).toBeNull();
    const outcome = await undoDisconnect(context, undo, accountHashes);
    expect(outcome).toEqual({ kind: "connected", provider: "github" });
    expect(await rowOf(id)).toEqual(before);
    expect(await pictureOf(userId)).toBe(image);
    const entries = await entriesOf(userId);
    expect(entries.filter(({ kind }) => kind === "connected")).toMatchObject([{ detail: "undo" }]);
  });

  it("connects it once, however often it is pressed", async () => {
    const { userId, context, undo } = await disconnected();
    for (let times = 0; times < 3; times += 1) await undoDisconnect(context, undo, accountHashes);
    expect(await listConnections(userId)).toHaveLength(2);
    const kinds = (await entriesOf(userId)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "connected")).toHaveLength(1);
  });

  it("keeps a picture that the user has chosen since", async () => {
    const { userId, context, undo } = await disconnected();
    const chosen = "https://pictures.example/2";
    await db().update(users).set({ image: chosen }).where(eq(users.id, userId));
    await undoDisconnect(context, undo, accountHashes);
    expect(await pictureOf(userId)).toBe(chosen);
  });

  it("is refused to another session, to another user, and to anyone after ten minutes", async () => {
    const { userId, id, context, undo } = await disconnected();
    const gone = { kind: "gone" };
    const another = await storeFreshContext(userId);
    expect(await undoDisconnect(another, undo, accountHashes)).toEqual(gone);
    const stranger = await storeFreshContext(await storeUser());
    expect(await undoDisconnect(stranger, undo, accountHashes)).toEqual(gone);
    expect(await undoDisconnect(context, "forged", accountHashes)).toEqual(gone);
    vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ["Date"] });
    expect(await undoDisconnect(context, undo, accountHashes)).toEqual(gone);
    vi.useRealTimers();
    expect(await rowOf(id)).toBeUndefined();
  });

  it("leaves the account to another user who has it by now", async () => {
    const { id, context, before, undo } = await disconnected();
    const other = await storeUser();
    const { provider = "", providerAccountId = "" } = before ?? {};
    const theirs = await storeAccount(other, { provider, providerAccountId });
    expect(await undoDisconnect(context, undo, accountHashes)).toMatchObject({ kind: "taken" });
    expect((await rowOf(theirs))?.userId).toBe(other);
    expect(await rowOf(id)).toBeUndefined();
  });

  it("isn't offered on an unknown device: disowning it puts the account back", async () => {
    const userId = await storeUser();
    await storeAccount(userId);
    const id = await storeAccount(userId, { provider: "github" });
    const context = { ...(await storeFreshContext(userId)), newDeviceWaitSeconds: 0 };
    await db().update(sessions).set({ newDevice: true }).where(eq(sessions.id, context.sessionId));
    const outcome = await disconnectAccount(context, id, accountHashes);
    expect(outcome).toMatchObject({ kind: "disconnected", undo: null });
  });
});
