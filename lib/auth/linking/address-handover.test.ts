import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { createSessionToken } from "@/lib/auth/session/token";
import { disconnectAccount, listConnections } from "@/lib/db/accounts";
import { db } from "@/lib/db/driver/client";
import { recordConnection, recordUse } from "@/lib/db/session-update/connection";
import { completed, guided } from "@/lib/test-support/completed";
import { storeFreshContext, storeUser } from "@/lib/test-support/stored-user";
import { createTestUser, rowsOf, signInOf, testIssuer } from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";
import { createSeparateUser } from "./create-separate-user";

const newAddress = () => `${randomUUID()}@example.com`;

type Claims = Parameters<typeof createTestUser>[0];

const signIn = (email: string, provider: string, claims: Claims = {}) =>
  completeSignIn(signInOf({ ...createTestUser({ email, ...claims }), email }, { provider }));

const guide = (email: string, provider: string, claims: Claims = {}) =>
  guided(signIn(email, provider, claims));

async function startNew(link: Awaited<ReturnType<typeof guide>>) {
  const browser = {
    sessionToken: createSessionToken(),
    device: { userAgent: null, ip: null },
    deviceHash: randomUUID(),
  };
  const started = await createSeparateUser({ ...link, returnTo: "/" }, browser);
  if (started === "used" || started.kind !== "new") throw new Error("no user was created");
  return started.userId;
}

async function isConfirmed(email: string) {
  const { users } = await rowsOf({ claims: createTestUser().claims, email });
  return Object.fromEntries(users.map((user) => [String(user.id), user.email_verified !== null]));
}

const deleteUser = (id: string) => db().execute(sql`delete from users where id = ${id}`);

describe("an address that was taken over", () => {
  it("links nothing, even once the former user is gone", async () => {
    const email = newAddress();
    const former = await completed(signIn(email, "google"));
    const next = await startNew(await guide(email, "google"));
    await deleteUser(former.userId);
    expect((await guide(email, "github")).userId).toBe(next);
  });

  it("says nothing of where the new user is in the former user's activity", async () => {
    const email = newAddress();
    const former = await completed(signIn(email, "google"));
    await startNew(await guide(email, "google"));
    const [entry] = await db().execute(sql`select user_agent, ip from activity
      where user_id = ${former.userId} and kind = 'address-released'`);
    expect(entry).toEqual({ user_agent: null, ip: null });
  });
});

describe("a separate user", () => {
  const authoritative = { email_authoritative: true };

  it.each([
    ["the domain's own provider confirmed it of late", 0, authoritative, "github", {}, true],
    ["that was 181 days ago", 181, authoritative, "github", {}, false],
    [
      "the new account is at the domain's own provider too",
      0,
      authoritative,
      "google",
      authoritative,
      false,
    ],
    ["no one runs the domain", 0, {}, "github", {}, false],
  ])(
    "leaves the address to its holder, or not, when %s",
    async (_, days, claims, provider, newClaims, leaves) => {
      vi.stubEnv("AUTH_LINK_VERIFIED_EMAIL", "false");
      vi.resetModules();
      const strict = await import("./complete-sign-in");
      const fresh = await import("./create-separate-user");
      const complete = (email: string, by: string, more: Claims) =>
        strict.completeSignIn(
          signInOf({ ...createTestUser({ email, ...more }), email }, { provider: by }),
        );
      const email = newAddress();
      const holder = await completed(complete(email, "google", claims));
      await db().execute(sql`update accounts set last_used_at = now() - ${days} * interval '1 day'
      where email = ${email}`);
      const link = await guided(complete(email, provider, newClaims));
      const started = await fresh.createSeparateUser(
        { ...link, returnTo: "/" },
        {
          sessionToken: createSessionToken(),
          device: { userAgent: null, ip: null },
          deviceHash: randomUUID(),
        },
      );
      if (started === "used" || started.kind !== "new") throw new Error("no user was created");
      expect(await isConfirmed(email)).toEqual({
        [holder.userId]: leaves,
        [started.userId]: !leaves,
      });
    },
  );
});

describe("an address that two users have", () => {
  it("keeps neither from connecting another account of it", async () => {
    const email = newAddress();
    const former = await completed(signIn(email, "google"));
    await startNew(await guide(email, "google"));
    const context = await storeFreshContext(former.userId);
    const github = signInOf(createTestUser({ email }), {
      intent: "connect",
      currentUser: context,
      provider: "github",
    });
    expect(await completeSignIn(github)).toMatchObject({ kind: "connected" });
  });
});

describe("a pending link", () => {
  const account = () => {
    const providerAccountId = randomUUID();
    return {
      provider: "github",
      providerAccountId,
      issuer: testIssuer,
      email: `${providerAccountId}@example.com`,
      image: null,
    };
  };
  const link = () => ({ id: randomUUID(), issuedAt: new Date() });

  it("is used up where its account was connected before", async () => {
    const context = await storeFreshContext(await storeUser());
    const [github, pendingLink] = [account(), link()];
    await recordConnection(context, account(), { tokenHash: null, hashes: [] });
    await recordConnection(context, github, { tokenHash: null, hashes: [] });
    await recordUse(context, github, { tokenHash: null, pendingLink });
    const [connected] = await listConnections(context.userId);
    await disconnectAccount(context, connected?.id ?? "", accountHashes);
    expect(
      await recordConnection(context, account(), { tokenHash: null, pendingLink, hashes: [] }),
    ).toBe("used");
  });

  it("issued before its provider was disconnected connects nothing, and a later one does", async () => {
    const context = await storeFreshContext(await storeUser());
    const kept = link();
    await recordConnection(context, account(), { tokenHash: null, hashes: [] });
    await recordConnection(context, account(), { tokenHash: null, hashes: [] });
    const [connected] = await listConnections(context.userId);
    await disconnectAccount(context, connected?.id ?? "", accountHashes);
    const connect = (pendingLink: ReturnType<typeof link>) =>
      recordConnection(context, account(), { tokenHash: null, pendingLink, hashes: [] });
    expect(await connect(kept)).toBe("used");
    expect(await connect(link())).toMatchObject({ absoluteExpires: expect.any(Date) });
  });
});
