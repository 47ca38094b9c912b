import { expectNoOverflow } from "./support/accessibility";
import { providerNames } from "./support/control";
import { makePerson } from "./support/person";
import { expectGreeting, providerTitles, signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

test.use({ viewport: { width: 320, height: 720 } });

const names = {
  "a very long name": `Hubert Blaine ${"Wolfeschlegelsteinhausenbergerdorff".repeat(4)} the Twenty-Third`,
  "a name from right to left": "عائشة بنت محمد",
  "markup for a name": `<img src=x onerror="alert(1)"> <script>alert(2)</script>`,
};

for (const provider of providerNames) {
  for (const [what, name] of Object.entries(names)) {
    test(`somebody with ${what} at ${providerTitles[provider]} has pages that fit a small screen @nojs`, async ({
      page,
    }) => {
      const person = await makePerson({ google: { name }, githubUser: { name } });
      await page.goto("/");
      await signIn(page, provider, person);
      await expectGreeting(page, person);
      await expect(page.getByRole("paragraph").filter({ hasText: name })).toHaveText(name);
      await expectNoOverflow(page);
      await page.getByRole("link", { name: "See your account" }).click();
      await expect(page.getByRole("definition").filter({ hasText: name })).toHaveText(name);
      await expectNoOverflow(page);
    });
  }
}

test("a username without a place to break fits a small screen @nojs", async ({ page }) => {
  const person = await makePerson({ username: "x".repeat(50) });
  await page.goto("/account");
  await signIn(page, "google", person);
  await expect(page.getByRole("definition").filter({ hasText: person.address })).toBeVisible();
  await expectNoOverflow(page);
  await page.goto("/");
  await expectGreeting(page, person);
  await expectNoOverflow(page);
});

test("somebody without a picture or a name is greeted all the same @nojs", async ({ page }) => {
  const person = await makePerson({ google: { name: null, picture: null } });
  await page.goto("/account");
  await signIn(page, "google", person);
  await expect(page.getByRole("definition").filter({ hasText: "Not given" })).toBeVisible();
  await page.goto("/");
  await expectGreeting(page, person);
  await expect(page.locator("img")).toHaveCount(0);
});

test("a picture is shown from the provider's own host and from nowhere else @nojs", async ({
  page,
  anotherBrowser,
}) => {
  const picture = "https://lh3.googleusercontent.com/a/picture=s96-c";
  const known = await makePerson({ google: { picture } });
  await page.goto("/");
  await signIn(page, "google", known);
  await expectGreeting(page, known);
  await expect(page.locator("img")).toHaveAttribute("src", picture);

  const avatar_url = "https://evil.example/track.png";
  const foreign = await makePerson({ githubUser: { avatar_url } });
  await anotherBrowser.goto("/");
  await signIn(anotherBrowser, "github", foreign);
  await expectGreeting(anotherBrowser, foreign);
  await expect(anotherBrowser.locator("img")).toHaveCount(0);
});
