import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { disconnectAccount, listConnections } from "@/lib/db/accounts";
import { db } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";
import { completed, guided } from "@/lib/test-support/completed";
import { existingProviderOf, newAddress, signInsWith } from "@/lib/test-support/link-settings";
import { storeFreshContext, storeUser } from "@/lib/test-support/stored-user";
import { activityOf, createTestUser, sameAddress, signInOf } from "@/lib/test-support/test-user";
import { accountHashes } from "./account-hashes";

const byDomain = { email_authoritative: true };

/** Sign-ins where ADMIN_EMAILS names this address, beside another one. */
async function withAdmin(email: string, settings = {}) {
  vi.stubEnv("ADMIN_EMAILS", `grace@example.org, ${email.toUpperCase()}`);
  return signInsWith(settings);
}

async function roleOf(userId: string) {
  const [user] = await db().select({ role: users.role }).from(users).where(eq(users.id, userId));
  return user?.role;
}

function browser() {
  const token = crypto.randomUUID().replaceAll("-", "").padEnd(43, "x");
  const device = { userAgent: null, ip: null };
  return { sessionToken: token, device, deviceHash: crypto.randomUUID() };
}

describe("an address in ADMIN_EMAILS makes its user an admin", () => {
  it("when they sign up through the provider that runs its domain, and records that once", async () => {
    const email = newAddress();
    const signIn = await withAdmin(email);
    const { kind, userId } = await completed(signIn(email, "google", byDomain));
    expect([kind, await roleOf(userId)]).toEqual(["new", "admin"]);
    await completed(signIn(email, "microsoft-entra-id", byDomain));
    const entries = (await activityOf(userId)).filter((entry) => entry.kind === "role-changed");
    expect(entries).toMatchObject([{ detail: "admin" }]);
  });

  it("when they sign in again, if they had signed up before it was named", async () => {
    const user = createTestUser(byDomain);
    const { completeSignIn } = await import("./complete-sign-in");
    const { userId } = await completed(completeSignIn(signInOf(user)));
    expect(await roleOf(userId)).toBe("user");
    await withAdmin(user.email);
    const again = await import("./complete-sign-in");
    expect(await completed(again.completeSignIn(signInOf(user)))).toMatchObject({
      kind: "signed-in",
      userId,
    });
    expect(await roleOf(userId)).toBe("admin");
  });

  it("when a company's OpenID provider proves it, for one of its domains", async () => {
    const email = newAddress("corp.example");
    const signIn = await withAdmin(email, { AUTH_OIDC_CORP_DOMAINS: "corp.example" });
    const { userId } = await completed(signIn(email, "corp"));
    expect(await roleOf(userId)).toBe("admin");
  });

  it("when they start a new account with it instead of signing in as its former holder", async () => {
    const email = newAddress();
    const signIn = await withAdmin(email);
    const holder = await completed(signIn(email, "google"));
    const link = await guided(signIn(email, "google", byDomain));
    const { createSeparateUser } = await import("./create-separate-user");
    const started = await createSeparateUser({ ...link, returnTo: "/" }, browser());
    if (started === "used" || started.kind !== "new") throw new Error("no user was started");
    expect([await roleOf(holder.userId), await roleOf(started.userId)]).toEqual(["user", "admin"]);
  });
});

it("an address in ADMIN_EMAILS makes its user an admin when they restore its account", async () => {
  const user = createTestUser(byDomain);
  await withAdmin(user.email);
  const { completeSignIn } = await import("./complete-sign-in");
  const atGitHub = { ...sameAddress(user).claims, email_authoritative: false };
  const first = signInOf(user, { claims: atGitHub, provider: "github" });
  const { userId } = await completed(completeSignIn(first));
  const context = await storeFreshContext(userId);
  const currentUser = { userId, sessionId: context.sessionId };
  await completeSignIn(signInOf(user, { intent: "connect", currentUser }));
  const google = (await listConnections(userId)).find(({ provider }) => provider === "google");
  await disconnectAccount(context, google?.id ?? "", accountHashes);
  const outcome = await completeSignIn(signInOf(user));
  if (outcome.kind !== "account-removed") throw new Error(`the sign-in was ${outcome.kind}`);
  const { removal = "" } = outcome.link;
  const { restoreAccount } = await import("./restore-account");
  expect(await roleOf(userId)).toBe("user");
  const restored = await restoreAccount(
    { ...outcome.link, removal, returnTo: "/" },
    { ...browser(), deviceHash: first.deviceHash },
  );
  expect([restored, await roleOf(userId)]).toMatchObject([{ userId }, "admin"]);
});

describe("an address in ADMIN_EMAILS grants nothing", () => {
  it.each([
    ["through a provider that verified it once", "github", {}],
    ["through Google, for a domain that Google doesn't run", "google", {}],
    ["through an OpenID provider that claims everything", "corp", byDomain],
    ["unverified", "google", { ...byDomain, email_verified: false }],
  ])("%s", async (_, provider, claims) => {
    const email = newAddress();
    const signIn = await withAdmin(email, { AUTH_OIDC_CORP_DOMAINS: "corp.example" });
    const outcome = await signIn(email, provider, claims);
    if ("userId" in outcome) expect(await roleOf(outcome.userId)).toBe("user");
    const admins = await db().select().from(users).where(eq(users.email, email));
    expect(admins.filter(({ role }) => role === "admin")).toEqual([]);
  });

  it.each([
    ["a longer name", (email: string) => `x${email}`],
    ["a subdomain", (email: string) => email.replace("@", "@mail.")],
    ["a longer domain", (email: string) => `${email}.example`],
  ])("to %s", async (_, similar) => {
    const email = newAddress();
    const signIn = await withAdmin(email);
    const { userId } = await completed(signIn(similar(email), "google", byDomain));
    expect(await roleOf(userId)).toBe("user");
  });

  it("to whoever connects such an account, or confirms with it", async () => {
    const userId = await storeUser();
    const { sessionId } = await storeFreshContext(userId);
    const user = createTestUser(byDomain);
    await withAdmin(user.email);
    const { completeSignIn } = await import("./complete-sign-in");
    const currentUser = { userId, sessionId };
    for (const [intent, kind] of [
      ["connect", "connected"],
      ["connect", "connected-before"],
      ["confirm", "confirmed"],
    ] as const) {
      const outcome = await completeSignIn(signInOf(user, { intent, currentUser }));
      expect(outcome).toMatchObject({ kind, userId });
      expect(await roleOf(userId)).toBe("user");
    }
    const signedIn = await completeSignIn(signInOf(user));
    expect([signedIn, await roleOf(userId)]).toMatchObject([{ kind: "signed-in" }, "admin"]);
  });

  it("to the first user, or to anyone else, without being theirs", async () => {
    const signIn = await signInsWith();
    const { userId } = await completed(signIn(newAddress(), "google", byDomain));
    expect(await roleOf(userId)).toBe("user");
  });
});

describe("an address in ADMIN_EMAILS links no accounts", () => {
  it("of an owner to a user who verified it elsewhere, perhaps when it was still theirs", async () => {
    const email = newAddress();
    const signIn = await withAdmin(email);
    const { userId } = await completed(signIn(email, "github"));
    expect(await signIn(email, "google", byDomain)).toMatchObject(existingProviderOf(userId));
    expect(await roleOf(userId)).toBe("user");
  });

  it("of such a user to the admin who owns it", async () => {
    const email = newAddress();
    const signIn = await withAdmin(email);
    const { userId } = await completed(signIn(email, "google", byDomain));
    expect(await signIn(email, "github")).toMatchObject(existingProviderOf(userId));
    expect(await roleOf(userId)).toBe("admin");
  });

  it("but those that both prove whose it is today", async () => {
    const email = newAddress();
    const signIn = await withAdmin(email);
    const { userId } = await completed(signIn(email, "google", byDomain));
    const linked = await signIn(email, "microsoft-entra-id", byDomain);
    expect(linked).toMatchObject({ kind: "linked", userId });
  });
});

it("a user stays an admin when their address is taken out of ADMIN_EMAILS", async () => {
  const email = newAddress();
  const signIn = await withAdmin(email);
  const { userId } = await completed(signIn(email, "google", byDomain));
  vi.stubEnv("ADMIN_EMAILS", undefined);
  const without = await signInsWith();
  expect(await without(email, "github")).toMatchObject({ kind: "linked", userId });
  expect(await roleOf(userId)).toBe("admin");
});
