import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { disconnectAccount, listConnections } from "@/lib/db/accounts";
import { db } from "@/lib/db/driver/client";
import { removedAccounts } from "@/lib/db/remembered-schema";
import { deleteRemovalsBefore } from "@/lib/db/removed-accounts";
import { activity, users } from "@/lib/db/schema";
import { recordConnection } from "@/lib/db/session-update/connection";
import { findLiveSession } from "@/lib/db/sessions";
import { findLinkCandidates } from "@/lib/db/sign-in/account-owners";
import { keyedHashes } from "@/lib/security/keyed-hash";
import { completed } from "@/lib/test-support/completed";
import { minutesFromNow, storeFreshContext, storeUser } from "@/lib/test-support/stored-user";
import {
  activityOf,
  createTestUser,
  rowsOf,
  sameAddress,
  signInOf,
  type TestSignIn,
  testIssuer,
} from "@/lib/test-support/test-user";
import { accountHashes } from "./account-hashes";
import { completeSignIn } from "./complete-sign-in";
import { createSeparateUser } from "./create-separate-user";
import { restoreAccount } from "./restore-account";

const device = { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", ip: "192.0.2.7" };

/** A user who signed up with Google, connected GitHub by address, and disconnected Google. */
async function withoutGoogle() {
  const user = createTestUser();
  const first = signInOf(user);
  const { userId } = await completed(completeSignIn(first));
  await completed(completeSignIn(signInOf(sameAddress(user), { provider: "github" })));
  const [google] = await listConnections(userId);
  const context = { ...(await storeFreshContext(userId)), ...device };
  await disconnectAccount(context, google?.id ?? "", accountHashes);
  const signIn = (changes: Partial<TestSignIn> = {}) => completeSignIn(signInOf(user, changes));
  return { user, userId, deviceHash: first.deviceHash, signIn };
}

async function told(signingIn: ReturnType<typeof completeSignIn>) {
  const outcome = await signingIn;
  if (outcome.kind !== "account-removed") throw new Error(`it was ${JSON.stringify(outcome)}`);
  return { ...outcome.link, removal: outcome.link.removal ?? "", returnTo: "/" };
}

const browserWith = (deviceHash: string = crypto.randomUUID()) => ({
  sessionToken: createSessionToken(),
  device: { userAgent: "Mozilla/5.0", ip: "192.0.2.1" },
  deviceHash,
});

const removalsOf = (userId: string) =>
  db().select().from(removedAccounts).where(eq(removedAccounts.userId, userId));

describe("a removed account that signs in again", () => {
  it("opens no session, starts no user and is not linked by its address", async () => {
    const { user, userId, signIn } = await withoutGoogle();
    const before = await rowsOf(user);
    const link = await told(signIn());
    expect(link).toMatchObject({ userId, provider: "google", ownerProviders: ["github"] });
    expect(await rowsOf(user)).toEqual(before);
    const latest = (await activityOf(userId)).at(-1);
    expect(latest).toMatchObject({ kind: "sign-in-refused", detail: "account-removed" });
  });

  it("is remembered by a hash, with the device that removed it, and nothing that names it", async () => {
    const { user, userId } = await withoutGoogle();
    const [removal, ...others] = await removalsOf(userId);
    expect(others).toEqual([]);
    expect(removal).toMatchObject({ provider: "google", ...device });
    for (const name of [user.claims.subject, user.email]) {
      expect(JSON.stringify(removal)).not.toContain(name);
    }
  });

  it("is recognised under each secret in use", async () => {
    const user = createTestUser();
    const userId = await storeUser();
    const named = JSON.stringify(["google", testIssuer, user.claims.subject]);
    const [stored] = keyedHashes("removed account", named, ["an older secret"]);
    const { subject: providerAccountId } = user.claims;
    const identified = { provider: "google", issuer: testIssuer, providerAccountId };
    expect(accountHashes(identified)).not.toContain(stored);
    await db().insert(removedAccounts).values({ userId, accountHash: stored, provider: "google" });
    const candidatesWith = (hashes: string[]) =>
      findLinkCandidates({
        ...{ provider: "google", issuer: testIssuer, subject: user.claims.subject },
        email: user.email,
        ...{ username: "unclaimed", accountHashes: hashes, addressHashes: [] },
        ...{ invitationHash: null, concernedUserId: null },
      });
    const rotated = keyedHashes("removed account", named, ["a newer secret", "an older secret"]);
    expect((await candidatesWith(rotated)).removal).toMatchObject({ userId });
    expect((await candidatesWith(accountHashes(identified))).removal).toBeNull();
  });

  it("starts a new user as ever once the user it was removed from is gone", async () => {
    const { userId, signIn } = await withoutGoogle();
    await db().delete(users).where(eq(users.id, userId));
    expect(await signIn()).toMatchObject({ kind: "new" });
  });

  it("counts as removed from the user who had it last", async () => {
    const { user, userId, signIn, deviceHash } = await withoutGoogle();
    const former = await told(signIn());
    const other = await storeUser();
    const context = await storeFreshContext(other);
    const account = { provider: "google", providerAccountId: user.claims.subject };
    const spare = { provider: "github", providerAccountId: crypto.randomUUID() };
    for (const each of [account, spare]) {
      const named = { ...each, issuer: testIssuer, email: user.email, image: null };
      await recordConnection(context, named, {
        tokenHash: null,
        hashes: accountHashes({ ...each, issuer: testIssuer }),
      });
    }
    const connected = await listConnections(other);
    await disconnectAccount(context, connected[0]?.id ?? "", accountHashes);
    expect(await told(signIn())).toMatchObject({ userId: other });
    expect(await restoreAccount(former, browserWith(deviceHash))).toBe("used");
    expect(await removalsOf(userId)).toHaveLength(1);
  });

  it("is forgotten when its user connects it again", async () => {
    const { user, userId } = await withoutGoogle();
    const { sessionId } = await storeFreshContext(userId);
    const connecting = signInOf(user, { intent: "connect", currentUser: { userId, sessionId } });
    expect(await completeSignIn(connecting)).toMatchObject({ kind: "connected" });
    expect(await removalsOf(userId)).toEqual([]);
  });

  it("isn't connected again to a user who is suspended by now", async () => {
    const { userId, signIn, deviceHash } = await withoutGoogle();
    const link = await told(signIn());
    await db().update(users).set({ suspendedAt: new Date() }).where(eq(users.id, userId));
    const refused = { kind: "refused", reason: "suspended" };
    expect(await restoreAccount(link, browserWith(deviceHash))).toMatchObject(refused);
    await db().update(users).set({ suspendedAt: null }).where(eq(users.id, userId));
    const restored = { kind: "restored", userId };
    expect(await restoreAccount(link, browserWith(deviceHash))).toMatchObject(restored);
  });

  it("can start a separate user, and then signs in as that one", async () => {
    const { userId, signIn } = await withoutGoogle();
    const started = await createSeparateUser(await told(signIn()), browserWith());
    if (started === "used" || started.kind !== "new") throw new Error("no user was created");
    expect(started.userId).not.toBe(userId);
    expect(await signIn()).toMatchObject({ kind: "signed-in", userId: started.userId });
  });
});

describe("restoring a removed account", () => {
  it("connects it again and signs its user in, in a browser that was known before", async () => {
    const { userId, signIn, deviceHash } = await withoutGoogle();
    const browser = browserWith(deviceHash);
    expect(await restoreAccount(await told(signIn()), browser)).toMatchObject({ userId });
    const live = await findLiveSession(hashToken(browser.sessionToken));
    expect(live?.user).toMatchObject({ id: userId, provider: "google" });
    const kinds = (await activityOf(userId)).slice(-2).map(({ kind, detail }) => [kind, detail]);
    expect(kinds).toEqual([
      ["connected", "restored"],
      ["sign-in", null],
    ]);
    expect(await removalsOf(userId)).toEqual([]);
    expect(await signIn()).toMatchObject({ kind: "signed-in", userId });
  });

  it("is refused in a browser that isn't known, was new, or became known later", async () => {
    const { userId, signIn, user } = await withoutGoogle();
    const fresh = signInOf(sameAddress(user)).deviceHash;
    const [github] = (await rowsOf(user)).accounts;
    const claims = { ...user.claims, subject: String(github?.provider_account_id) };
    await completed(signIn({ provider: "github", claims, deviceHash: fresh }));
    const later = crypto.randomUUID();
    const vouched = { userId, kind: "device-vouched", deviceHash: later } as const;
    await db().insert(activity).values(vouched);
    const before = await rowsOf(user);
    for (const deviceHash of [crypto.randomUUID(), fresh, later]) {
      expect(await restoreAccount(await told(signIn()), browserWith(deviceHash))).toBe("used");
    }
    expect(await rowsOf(user)).toEqual(before);
  });

  it("works once: twenty presses at once restore it once", async () => {
    const { signIn, deviceHash, user } = await withoutGoogle();
    const links = [await told(signIn()), await told(signIn())];
    const presses = Array.from({ length: 20 }, (_, index) =>
      restoreAccount(links[index % 2] ?? fail(), browserWith(deviceHash)),
    );
    const restored = (await Promise.all(presses)).filter((each) => each !== "used");
    expect(restored).toHaveLength(1);
    expect((await rowsOf(user)).accounts).toHaveLength(2);
  });

  it("is refused once a link was used, and 90 days have passed", async () => {
    const { userId, signIn, deviceHash } = await withoutGoogle();
    const link = await told(signIn());
    await db()
      .update(removedAccounts)
      .set({ removedAt: minutesFromNow(-200 * 24 * 60) })
      .where(eq(removedAccounts.userId, userId));
    await deleteRemovalsBefore(minutesFromNow(-199 * 24 * 60), 500);
    expect(await restoreAccount(link, browserWith(deviceHash))).toBe("used");
    expect(await signIn()).toMatchObject({ kind: "linked", userId });
  });
});

function fail(): never {
  throw new Error("there is no link");
}
