import { expectAccessible } from "./support/accessibility";
import { control } from "./support/control";
import { HttpVisitor } from "./support/http-visitor";
import { makePerson } from "./support/person";
import { expectGreeting, reachConsent, signIn, signOut } from "./support/sign-in";
import { expect, test } from "./support/test";

test.use({ clientErrors: "expected" });
// Axe looks at every element of every page four times.
test.slow();

test("home and account are accessible, and so is the message after signing out", async ({
  page,
}) => {
  const person = await makePerson();
  await page.goto("/");
  await expectAccessible(page);
  await signIn(page, "github", person);
  await expectGreeting(page, person);
  await expectAccessible(page);
  await page.goto("/account");
  await expectAccessible(page);
  await page.goto("/");
  await signOut(page);
  await expectAccessible(page);
});

test("the sign-in page is accessible, and so is a provider's error on it", async ({ page }) => {
  await page.goto("/sign-in");
  await expectAccessible(page);
  await reachConsent(page, "github", await makePerson());
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByText("You cancelled signing in with GitHub.")).toBeVisible();
  await expectAccessible(page);
});

test("a greeting without a picture and with a long name is accessible", async ({ page }) => {
  const name = "Wolfeschlegelsteinhausenbergerdorff".repeat(4);
  const person = await makePerson({ githubUser: { avatar_url: null, name } });
  await page.goto("/");
  await signIn(page, "github", person);
  await expectGreeting(page, person);
  await expectAccessible(page);
});

test("the pages for what is not there are accessible", async ({ page }) => {
  await page.goto("/nothing/here");
  await expectAccessible(page);
  await page.goto("/api/auth/callback/unknown");
  await expectAccessible(page);
});

test("the pages of failed sign-ins are accessible", async ({ page }) => {
  await page.goto("/api/auth/callback/google?code=a&state=b");
  await expectAccessible(page);

  const person = await makePerson({ githubEmails: [] });
  await page.goto("/");
  await signIn(page, "github", person);
  await expect(page.getByText("no verified e-mail address")).toBeVisible();
  await expectAccessible(page);

  const unlucky = await makePerson();
  const fault = { kind: "html" };
  await control.placeFault({ account: unlucky.account.id, endpoint: "token", fault });
  await page.goto("/");
  await signIn(page, "google", unlucky);
  await expect(page.getByText("could not confirm who you are")).toBeVisible();
  await expectAccessible(page);
});

test("the pages that only a program or another site gets to see are accessible", async ({
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
