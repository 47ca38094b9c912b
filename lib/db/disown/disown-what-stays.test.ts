import { and, eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount } from "@/lib/db/accounts";
import { db } from "@/lib/db/driver/client";
import { activity, sessions } from "@/lib/db/schema";
import { recordConnection } from "@/lib/db/session-update/connection";
import { updateProfile } from "@/lib/db/users";
import {
  connect,
  disown,
  ownerAndIntruder,
  picture,
  stateOf,
  takeOver,
} from "@/lib/test-support/intruder";
import { minutesFromNow, storeAccount, storeUser } from "@/lib/test-support/stored-user";
import { testIssuer } from "@/lib/test-support/test-user";

vi.setConfig({ testTimeout: 20_000 });

describe("disowning a session", () => {
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
    const again = {
      ...{ provider: "google", issuer: testIssuer, providerAccountId },
      ...{ email, image: null },
    };
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
});
