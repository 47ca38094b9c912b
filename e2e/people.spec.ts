import { expectNoOverflow } from "./support/accessibility";
import { expectGreeting, signIn, signInNewUser } from "./support/sign-in";
import { expect, test } from "./support/test";
import { makeTestUser, nameless } from "./support/test-user";
import { openUserMenu } from "./support/user-menu";

test.use({ viewport: { width: 320, height: 720 } });

const names = [
  {
    what: "a very long name",
    provider: "google",
    name: `Hubert Blaine ${"Wolfeschlegelsteinhausenbergerdorff".repeat(4)} the Twenty-Third`,
  },
  { what: "a right-to-left name", provider: "github", name: "عائشة بنت محمد" },
  { what: "a name with bidirectional controls", provider: "google", name: "abc\u202Edef\u2067ghi" },
  {
    what: "markup as a name",
    provider: "github",
    name: `<img src=x onerror="alert(1)"> <script>alert(2)</script>`,
  },
] as const;

for (const { what, provider, name } of names) {
  test(`${what} is shown as text, on pages that fit a small screen`, async ({ page }) => {
    const shown = name.replace(/[\u202E\u2067]/g, "");
    await signInNewUser(page, provider, { google: { name }, githubUser: { name } });
    await expectNoOverflow(page);
    const menu = await openUserMenu(page);
    await expect(menu.getByText(shown, { exact: true }).first()).toBeVisible();
    await expectNoOverflow(page);
    await menu.getByRole("link", { name: "Manage account" }).click();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue(name);
    await expectNoOverflow(page);
  });
}

test("the longest username, without spaces, fits a small screen", async ({ page }) => {
  const user = await makeTestUser({ username: "x".repeat(21) });
  expect(user.username).toHaveLength(30);
  await page.goto("/account");
  await signIn(page, "google", user);
  await expect(page.getByRole("main").getByText(user.address)).toBeVisible();
  await expectNoOverflow(page);
  await page.goto("/");
  await expectGreeting(page, user);
  await expectNoOverflow(page);
});

test("a user without a name or picture is greeted", async ({ page }) => {
  const user = await makeTestUser({ google: nameless });
  await page.goto("/account");
  await signIn(page, "google", user);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("");
  await page.goto("/");
  await expectGreeting(page, user);
  await expect(page.locator("img")).toHaveCount(0);
});

test("pictures are shown only from the provider's own host", async ({ page, anotherBrowser }) => {
  const picture = "https://lh3.googleusercontent.com/a/picture=s96-c";
  await signInNewUser(page, "google", { google: { picture } });
  await expect(page.locator("img").first()).toHaveAttribute("src", picture);

  const avatar_url = "https://evil.example/track.png";
  const foreign = await makeTestUser({ githubUser: { avatar_url } });
  await anotherBrowser.goto("/");
  await signIn(anotherBrowser, "github", foreign);
  await expectGreeting(anotherBrowser, foreign);
  await expect(anotherBrowser.locator("img")).toHaveCount(0);
});
