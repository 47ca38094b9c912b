import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/driver/client";
import { completed } from "@/lib/test-support/completed";
import { existingProviderOf, newAddress, signInsWith } from "@/lib/test-support/link-settings";
import { activityOf } from "@/lib/test-support/test-user";

const ageAccounts = (email: string, days: number) =>
  db().execute(
    sql`update accounts set last_used_at = now() - ${days} * interval '1 day' where email = ${email}`,
  );

describe("a verified address links a second account", () => {
  it("when only one user has it and confirmed it recently, and the activity says why", async () => {
    const signIn = await signInsWith();
    const email = newAddress();
    const { userId } = await completed(signIn(email, "google"));
    expect(await signIn(email, "github")).toMatchObject({ kind: "linked", userId });
    expect(await activityOf(userId)).toContainEqual(
      expect.objectContaining({ kind: "connected", provider: "github", detail: "by-address" }),
    );
  });

  it("after 179 days, and not after 181", async () => {
    const signIn = await signInsWith();
    for (const [days, kind] of [
      [179, "linked"],
      [181, "guided"],
    ] as const) {
      const email = newAddress();
      await completed(signIn(email, "google"));
      await ageAccounts(email, days);
      expect((await signIn(email, "github")).kind).toBe(kind);
    }
  });

  it("not when the user has another account at the same provider", async () => {
    const signIn = await signInsWith();
    const email = newAddress();
    const { userId } = await completed(signIn(email, "google"));
    expect(await signIn(email, "google")).toMatchObject(existingProviderOf(userId));
  });

  it("not when it is also on an account of another user", async () => {
    const signIn = await signInsWith({ AUTH_OIDC_CORP_DOMAINS: "example.com" });
    const email = newAddress();
    const victim = await completed(signIn(email, "google"));
    const subject = crypto.randomUUID();
    await completed(signIn(newAddress(), "corp", { subject }));
    await completed(signIn(email, "corp", { subject }));
    expect(await signIn(email, "github")).toMatchObject(existingProviderOf(victim.userId));
  });

  it("not when the account that confirmed it has since lost its verified address", async () => {
    const signIn = await signInsWith();
    const email = newAddress();
    const { userId } = await completed(signIn(email, "google"));
    await db().execute(sql`update accounts set email_confirmed = false where email = ${email}`);
    expect(await signIn(email, "github")).toMatchObject(existingProviderOf(userId));
  });
});

describe("an OpenID provider configured by environment variables", () => {
  it.each([
    ["without domains", {}, "guided"],
    ["of another domain", { AUTH_OIDC_CORP_DOMAINS: "other.example" }, "guided"],
    ["of a longer domain", { AUTH_OIDC_CORP_DOMAINS: "ample.com,sub.example.com" }, "guided"],
    ["of the address's domain", { AUTH_OIDC_CORP_DOMAINS: "example.com" }, "linked"],
  ])("%s links to a user of a built-in provider: %j", async (_, settings, kind) => {
    const signIn = await signInsWith(settings);
    const email = newAddress();
    await completed(signIn(email, "google"));
    expect((await signIn(email, "corp")).kind).toBe(kind);
  });

  it("without domains confirms no address by which a built-in provider links", async () => {
    const signIn = await signInsWith();
    const email = newAddress();
    const attacker = await completed(signIn(email, "corp"));
    expect(await signIn(email, "google")).toMatchObject(existingProviderOf(attacker.userId));
  });
});

describe("AUTH_LINK_VERIFIED_EMAIL=authoritative", () => {
  it.each([
    ["google", { email_authoritative: true }, "linked"],
    ["google", {}, "guided"],
    ["github", {}, "guided"],
    ["corp", {}, "linked"],
  ])("decides whether %s links with %j: %s", async (provider, claims, kind) => {
    const signIn = await signInsWith({
      AUTH_LINK_VERIFIED_EMAIL: "authoritative",
      AUTH_OIDC_CORP_DOMAINS: "example.com",
    });
    const email = newAddress();
    await completed(signIn(email, "microsoft-entra-id"));
    expect((await signIn(email, provider, claims)).kind).toBe(kind);
  });
});

describe("AUTH_LINK_VERIFIED_EMAIL=false", () => {
  it("links nothing, and asks for a sign-in as the user whose own address it is", async () => {
    const signIn = await signInsWith({ AUTH_LINK_VERIFIED_EMAIL: "false" });
    const email = newAddress();
    const victim = await completed(signIn(email, "google"));
    const subject = crypto.randomUUID();
    await completed(signIn(newAddress(), "corp", { subject }));
    await completed(signIn(email, "corp", { subject }));
    const outcome = await signIn(email, "github");
    expect(outcome).toMatchObject({
      kind: "guided",
      link: { userId: victim.userId, ownerProviders: ["google"] },
    });
  });
});

it("frees a deleted user's address for a new user", async () => {
  const signIn = await signInsWith();
  const email = newAddress();
  const { userId } = await completed(signIn(email, "google"));
  await db().execute(sql`delete from users where id = ${userId}`);
  expect(await signIn(email, "google")).toMatchObject({ kind: "new" });
});
