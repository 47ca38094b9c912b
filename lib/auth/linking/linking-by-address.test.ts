import { sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db/driver/client";
import { activityOf, createTestUser, rowsOf, signInOf } from "@/lib/test-support/test-user";

type Settings = { AUTH_LINK_VERIFIED_EMAIL?: string; AUTH_OIDC_CORP_DOMAINS?: string };

/** Sign-ins under settings of their own, with a company's provider beside the built-in ones. */
async function withSettings(settings: Settings = {}) {
  const corp = { ISSUER: "https://id.corp.example", ID: "corp", SECRET: "s3cret" };
  for (const [part, value] of Object.entries(corp)) vi.stubEnv(`AUTH_OIDC_CORP_${part}`, value);
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  vi.resetModules();
  const { completeSignIn } = await import("./complete-sign-in");
  /** @returns the completed sign-in, or what was thrown */
  return async (email: string, provider: string, claims = {}) => {
    const user = createTestUser({ email, ...claims });
    const signIn = signInOf({ ...user, email }, { provider });
    const completing = completeSignIn(signIn);
    completing.catch(() => {});
    return completing.catch((error) => error);
  };
}

const newAddress = (domain = "example.com") => `${crypto.randomUUID()}@${domain}`;
const ageAccounts = (email: string, days: number) =>
  db().execute(
    sql`update accounts set last_used_at = now() - ${days} * interval '1 day' where email = ${email}`,
  );
const guidedTo = (userId: string) => ({ name: "ExistingProviderRequired", link: { userId } });

describe("a verified address links a second account", () => {
  it("when one user alone has it and confirmed it of late, and the activity says why", async () => {
    const signIn = await withSettings();
    const email = newAddress();
    const { userId } = await signIn(email, "google");
    expect(await signIn(email, "github")).toMatchObject({ kind: "linked", userId });
    expect(await activityOf(userId)).toContainEqual(
      expect.objectContaining({ kind: "connected", provider: "github", detail: "by-address" }),
    );
  });

  it("after 179 days, and not after 181", async () => {
    const signIn = await withSettings();
    for (const [days, kind] of [
      [179, "linked"],
      [181, undefined],
    ] as const) {
      const email = newAddress();
      await signIn(email, "google");
      await ageAccounts(email, days);
      expect((await signIn(email, "github")).kind).toBe(kind);
    }
  });

  it("not when the user has another account at the same provider", async () => {
    const signIn = await withSettings();
    const email = newAddress();
    const { userId } = await signIn(email, "google");
    expect(await signIn(email, "google")).toMatchObject(guidedTo(userId));
  });

  it("not when it is on an account of another user, who gets no sign-in of the holder's", async () => {
    const signIn = await withSettings({ AUTH_OIDC_CORP_DOMAINS: "example.com" });
    const email = newAddress();
    const victim = await signIn(email, "google");
    const subject = crypto.randomUUID();
    await signIn(newAddress(), "corp", { subject });
    await signIn(email, "corp", { subject });
    expect(await signIn(email, "github")).toMatchObject(guidedTo(victim.userId));
  });

  it("not when the account that confirmed it was used since without a verified address", async () => {
    const signIn = await withSettings();
    const email = newAddress();
    const { userId } = await signIn(email, "google");
    await db().execute(sql`update accounts set email_confirmed = false where email = ${email}`);
    expect(await signIn(email, "github")).toMatchObject(guidedTo(userId));
  });
});

describe("an OpenID provider of the environment", () => {
  it.each([
    ["without domains", {}, undefined],
    ["of another domain", { AUTH_OIDC_CORP_DOMAINS: "other.example" }, undefined],
    ["of a longer domain", { AUTH_OIDC_CORP_DOMAINS: "ample.com,sub.example.com" }, undefined],
    ["of the address's domain", { AUTH_OIDC_CORP_DOMAINS: "example.com" }, "linked"],
  ])("%s links to a user of a built-in one: %j", async (_, settings, kind) => {
    const signIn = await withSettings(settings);
    const email = newAddress();
    await signIn(email, "google");
    expect((await signIn(email, "corp")).kind).toBe(kind);
  });

  it("without domains confirms no address to which a built-in one links", async () => {
    const signIn = await withSettings();
    const email = newAddress();
    const attacker = await signIn(email, "corp");
    expect(await signIn(email, "google")).toMatchObject(guidedTo(attacker.userId));
  });
});

describe("AUTH_LINK_VERIFIED_EMAIL=authoritative", () => {
  it.each([
    ["google", { email_authoritative: true }, "linked"],
    ["google", {}, undefined],
    ["github", {}, undefined],
    ["corp", {}, "linked"],
  ])("lets %s link with %j: %s", async (provider, claims, kind) => {
    const signIn = await withSettings({
      AUTH_LINK_VERIFIED_EMAIL: "authoritative",
      AUTH_OIDC_CORP_DOMAINS: "example.com",
    });
    const email = newAddress();
    await signIn(email, "gitlab");
    expect((await signIn(email, provider, claims)).kind).toBe(kind);
  });
});

describe("AUTH_LINK_VERIFIED_EMAIL=false", () => {
  it("links nothing, and guides to the user whose own address it is", async () => {
    const signIn = await withSettings({ AUTH_LINK_VERIFIED_EMAIL: "false" });
    const email = newAddress();
    const victim = await signIn(email, "google");
    const subject = crypto.randomUUID();
    await signIn(newAddress(), "corp", { subject });
    await signIn(email, "corp", { subject });
    const guided = await signIn(email, "github");
    expect(guided).toMatchObject({
      name: "ExistingProviderRequired",
      link: { userId: victim.userId, ownerProviders: ["google"] },
    });
  });
});

describe("a new account that a guided visitor starts", () => {
  async function guided(settings: Settings = {}, provider = "google") {
    const signIn = await withSettings(settings);
    const email = newAddress();
    const holder = await signIn(email, "google");
    const { link } = await signIn(email, provider);
    const { startNewAccount } = await import("./start-new-account");
    const { createSessionToken } = await import("@/lib/auth/session/token");
    const start = () =>
      startNewAccount(
        { ...link, returnTo: "/" },
        {
          sessionToken: createSessionToken(),
          device: { userAgent: null, ip: null },
          deviceHash: crypto.randomUUID(),
        },
      );
    const usersWithAddress = async () => {
      const { users } = await rowsOf({ claims: createTestUser().claims, email });
      return Object.fromEntries(
        users.map(({ id, email_verified }) => [String(id), email_verified !== null]),
      );
    };
    return { signIn, email, holder, link, start, usersWithAddress };
  }

  it("takes the address over, and the former user's is no longer confirmed", async () => {
    const { email, signIn, holder, start, usersWithAddress } = await guided();
    const started = await start();
    if (started === "used") throw new Error("the link was used before");
    expect(await usersWithAddress()).toEqual({ [holder.userId]: false, [started.userId]: true });
    expect(await activityOf(holder.userId)).toContainEqual(
      expect.objectContaining({ kind: "address-released", provider: "google" }),
    );
    expect(await signIn(email, "github")).toMatchObject(guidedTo(started.userId));
  });

  it("works once, and twenty presses at once make one user", async () => {
    const { start, usersWithAddress } = await guided();
    const started = await Promise.all(Array.from({ length: 20 }, start));
    expect(started.filter((each) => each !== "used")).toHaveLength(1);
    expect(Object.values(await usersWithAddress()).toSorted()).toEqual([false, true]);
    expect(await start()).toBe("used");
  });

  it("leaves the address with its holder when the provider may vouch for none", async () => {
    const { holder, start, usersWithAddress } = await guided({}, "corp");
    const started = await start();
    if (started === "used") throw new Error("the link was used before");
    expect(await usersWithAddress()).toEqual({ [holder.userId]: true, [started.userId]: false });
  });

  it("is refused once its provider account is a user's", async () => {
    const { email, holder, link, start } = await guided();
    await db().execute(sql`insert into accounts (provider, provider_account_id, user_id, email)
      values ('google', ${link.subject}, ${holder.userId}, ${email})`);
    expect(await start()).toBe("used");
  });
});

it("a deleted user's address is free for the next", async () => {
  const signIn = await withSettings();
  const email = newAddress();
  const { userId } = await signIn(email, "google");
  await db().execute(sql`delete from users where id = ${userId}`);
  expect(await signIn(email, "google")).toMatchObject({ kind: "new" });
});
