import { expect, test } from "@playwright/test";
import { signedInUser } from "./support/account-form";
import { post } from "./support/auth-request";
import { type ProviderName, providerNames } from "./support/control";
import { cookieName } from "./support/cookie-names";
import { database } from "./support/database";
import { HttpVisitor, hashOf, signInUrl, signOutUrl } from "./support/http-visitor";
import { continueButton, expectGreeting, signInNewUser, signOut } from "./support/sign-in";
import { test as browserTest } from "./support/test";

const promptOf = (location: string | null) => new URL(location ?? "").searchParams.get("prompt");

async function startAt(visitor: HttpVisitor, provider: ProviderName) {
  return promptOf((await visitor.start(provider)).location);
}

const signOuts: Record<string, (visitor: HttpVisitor) => Promise<unknown>> = {
  "the page's button": (visitor) => visitor.signOut(),
  "POST /api/auth/signout": (visitor) => post(signOutUrl, "", {}, visitor),
};

for (const [how, leave] of Object.entries(signOuts)) {
  for (const provider of providerNames) {
    test(`after a sign-out with ${how}, the first start at ${provider} asks for the account, and no other`, async () => {
      const { visitor } = await signedInUser();
      await leave(visitor);
      expect(await startAt(visitor, provider)).toBe("select_account");
      expect(visitor.jar.names()).not.toContain(cookieName("foyer.signed-out"));
      expect(await startAt(visitor, provider)).toBeNull();
    });
  }
}

test("a prompt that the caller passes on comes before ours", async () => {
  const { visitor } = await signedInUser();
  await visitor.signOut();
  const { location } = await post(`${signInUrl("google")}?prompt=login`, "", {}, visitor);
  expect(promptOf(location)).toBe("login");
  expect(await startAt(visitor, "google")).toBeNull();
});

test("no start asks for the account in a browser that never signed out", async () => {
  expect(await startAt(new HttpVisitor(), "google")).toBeNull();
});

test("no start asks for the account after a session that ended by itself", async () => {
  const { visitor } = await signedInUser();
  await database()`
    update sessions set expires_at = now() - interval '1 second'
      where token_hash = ${hashOf(visitor.sessionToken())}`;
  expect(await visitor.sessionUser()).toBeNull();
  expect(await startAt(visitor, "google")).toBeNull();
});

browserTest("after a sign-out, the next person chooses their account @nojs", async ({ page }) => {
  const user = await signInNewUser(page, "google");
  await signOut(page);
  await continueButton(page, "google").click();
  await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
  await page.getByRole("button", { name: user.handles.google }).click();
  await expectGreeting(page, user);
});
