import { expectAccessible } from "./support/accessibility";
import { disconnectPath, press, withBoth } from "./support/account-centre";
import { signedInUser } from "./support/account-form";
import { ageSignIn } from "./support/account-rows";
import { goOnAs, signedInPage } from "./support/browser-session";
import { control } from "./support/control";
import { userWithFullAccount } from "./support/full-account";
import {
  alreadyKnown,
  guidedPath,
  pendingLinkPath,
  reachPendingLink,
} from "./support/guided-linking";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";
import { reviewQuestion } from "./support/new-device";
import { unfold } from "./support/rows-shown";
import { expectGreeting, reachConsent, signIn, signInNewUser, signOut } from "./support/sign-in";
import { expect, test } from "./support/test";
import { makeTestUser, nameless } from "./support/test-user";

test.use({ clientErrors: "expected" });
// Axe checks every element of every page four times.
test.slow();

test("home, account and the message after sign-out are accessible", async ({ page }) => {
  const user = await makeTestUser();
  await page.goto("/");
  await expectAccessible(page);
  await signIn(page, "github", user);
  await expectGreeting(page, user);
  await expectAccessible(page);
  await page.goto("/account");
  await expectAccessible(page);
  await page.goto("/");
  await signOut(page);
  await expectAccessible(page);
});

test("the sign-in page is accessible, also with a provider's error", async ({ page }) => {
  await page.goto("/sign-in");
  await expectAccessible(page);
  await reachConsent(page, "github", await makeTestUser());
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByText("You cancelled signing in with GitHub.")).toBeVisible();
  await expectAccessible(page);
});

test("a greeting without a picture and with a long name is accessible", async ({ page }) => {
  const name = "Wolfeschlegelsteinhausenbergerdorff".repeat(4);
  await signInNewUser(page, "github", { githubUser: { avatar_url: null, name } });
  await expectAccessible(page);
});

test("the not-found pages are accessible", async ({ page }) => {
  await page.goto("/nothing/here");
  await expectAccessible(page);
  await page.goto("/api/auth/callback/unknown");
  await expectAccessible(page);
});

test("the pages of failed sign-ins are accessible", async ({ page }) => {
  await page.goto("/api/auth/callback/google?code=a&state=b");
  await expectAccessible(page);

  const user = await makeTestUser({ githubEmails: [] });
  await page.goto("/");
  await signIn(page, "github", user);
  await expect(page.getByText("no verified email address")).toBeVisible();
  await expectAccessible(page);

  const unlucky = await makeTestUser();
  const fault = { kind: "html" };
  await control.placeFault({ account: unlucky.account.id, endpoint: "token", fault });
  await page.goto("/");
  await signIn(page, "google", unlucky);
  await expect(page.getByText("couldn’t confirm who you are")).toBeVisible();
  await expectAccessible(page);
});

test("the pages that reject cross-site forms and wrong methods are accessible", async ({
  page,
}) => {
  const visitor = new HttpVisitor();
  const crossSite = await visitor.submit("/", [], { origin: "https://evil.example" });
  const wrongMethod = await visitor.send("/api/auth/callback/google", { method: "POST" });
  expect([crossSite.status, wrongMethod.status]).toEqual([403, 405]);
  for (const { body } of [crossSite, wrongMethod]) {
    await page.setContent(body);
    await expectAccessible(page);
  }
});

const accountPages = [
  "/account",
  "/account/connections",
  "/account/sessions",
  "/account/activity",
  "/account/data",
];

for (const path of [...accountPages, "/account/data/delete"]) {
  test(`${path} of a new user is accessible`, async ({ page }) => {
    await signedInPage(page, { google: nameless });
    await page.goto(path);
    await expect(page.getByRole("navigation", { name: "Account" })).toBeVisible();
    await expectAccessible(page);
  });
}

/** Each asks whether new sign-ins were the user, or leads to the page that does. */
const pagesOfFullAccount = ["/", ...accountPages];

for (const path of pagesOfFullAccount) {
  test(`${path} of a full account with unconfirmed sign-ins is accessible`, async ({ page }) => {
    const { visitor } = await userWithFullAccount();
    await goOnAs(page, visitor);
    await page.goto(path);
    await expect(page.getByText(reviewQuestion).first()).toBeVisible();
    await unfold(page);
    await expectAccessible(page);
  });
}

test("the pages that ask before a device is signed out are accessible", async ({ page }) => {
  const { visitor } = await userWithFullAccount();
  await goOnAs(page, visitor);
  for (const path of ["/account/sessions/others", "/account/sessions/ended?provider=google"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Sign out all other devices?" })).toBeVisible();
    await expectAccessible(page);
  }
  await page.goto("/account/sessions");
  await page
    .getByRole("link", { name: /^Sign out ?device/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Sign out .*\?$/);
  await expectAccessible(page);
  await page.goto("/account/sessions");
  await page.getByRole("link", { name: /^No, / }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Sign out .*\?$/);
  await expectAccessible(page);
});

test("older activity and the page that asks before disconnecting are accessible", async ({
  page,
}) => {
  const { visitor } = await userWithFullAccount();
  await goOnAs(page, visitor);
  await page.goto("/account/activity");
  await page.getByRole("link", { name: "Older" }).click();
  await expectAccessible(page);
  await page.goto("/account/connections");
  await page.getByRole("link", { name: "Disconnect GitHub" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Disconnect GitHub?");
  await expectAccessible(page);
});

test("the pages that ask to confirm are accessible", async ({ page }) => {
  const { visitor } = await signedInUser();
  await ageSignIn(visitor);
  await goOnAs(page, visitor);
  for (const path of ["/account/confirm?returnTo=%2Faccount", "/account/data"]) {
    await page.goto(path);
    await expect(page.getByRole("button", { name: "Continue with Google" })).toBeVisible();
    await expectAccessible(page);
  }
});

test("rejected account forms are accessible", async ({ page }) => {
  await signedInPage(page);
  await page.goto("/account");
  await page.getByLabel("Username").fill("a".repeat(300));
  await page.getByLabel("Name", { exact: true }).fill("x".repeat(300));
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByLabel("Username")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await page.goto("/account/data/delete");
  await page.getByLabel("Type your username").fill("x".repeat(300));
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByText("This isn’t your username.")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/account/connections/disconnect?account=${crypto.randomUUID()}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("That account isn’t connected");
  await expectAccessible(page);
});

test("the page about a disconnected account is accessible", async ({ page }) => {
  const { user, visitor, ids } = await withBoth();
  await press(visitor, disconnectPath(ids.google), "Disconnect");
  visitor.jar.delete(sessionCookie);
  await visitor.signIn("google", user);
  await goOnAs(page, visitor);
  await page.goto("/sign-in/removed");
  await expect(page.getByRole("button", { name: "Restore Google" })).toBeVisible();
  await expectAccessible(page);
});

test("the pages that lead to a pending link and offer it are accessible", async ({ page }) => {
  const { visitor, signInAsOwner } = await reachPendingLink();
  await goOnAs(page, visitor);
  await page.goto(guidedPath);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(alreadyKnown);
  await expectAccessible(page);
  await signInAsOwner();
  await goOnAs(page, visitor);
  await page.goto(pendingLinkPath);
  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
  await expectAccessible(page);
});
