import { openForm, signedInUser } from "./support/account-form";
import { activityRows, userIdOf } from "./support/account-rows";
import { providerNames } from "./support/control";
import { database } from "./support/database";
import { greeting, homeTitle } from "./support/home-page";
import {
  expectExplained,
  expectSaved,
  profileForm,
  profileOf,
  saveProfile,
  uniqueName,
  usernameRefused,
} from "./support/profile";
import { signIn, signOut } from "./support/sign-in";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";
import { openUserMenu } from "./support/user-menu";

const taken = "That username is taken. Choose another.";

test("a new username, name and picture are shown at once, also in the greeting @nojs", async ({
  page,
}) => {
  const picture = "https://lh3.googleusercontent.com/a/picture=s96-c";
  const user = await makeTestUser({ google: { picture } });
  await page.goto("/account");
  await signIn(page, "google", user);
  const username = uniqueName("ada");
  await page.getByLabel("Username").fill(username.toUpperCase());
  await page.getByLabel("Name", { exact: true }).fill("  Ada, Countess of Lovelace ");
  await page.getByRole("radio", { name: "No picture" }).check();
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByRole("status")).toHaveText("Profile saved.");
  await expect(page.getByLabel("Username")).toHaveValue(username);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ada, Countess of Lovelace");
  await expect(page.getByRole("radio", { name: "No picture" })).toBeChecked();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(homeTitle("Ada,"));
  await expect(greeting(page, username)).toBeVisible();
  await expect(await openUserMenu(page)).toContainText("Ada, Countess of Lovelace");
});

test("saving a profile after a sign-out in another tab redirects to the sign-in page, which says why @nojs", async ({
  page,
  context,
}) => {
  const user = await makeTestUser();
  await page.goto("/account");
  await signIn(page, "google", user);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Profile");
  const other = await context.newPage();
  await other.goto("/");
  await signOut(other);
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page).toHaveURL("/sign-in?callbackUrl=%2Faccount");
  const notice = page.getByRole("alert").filter({ hasText: "You’re not signed in anymore." });
  await expect(notice).toContainText("Sign in to continue");
  await page.reload();
  await expect(notice).toHaveCount(0);
});

test("errors are shown beside their fields, and the input is kept @nojs", async ({ page }) => {
  const picture = "https://lh3.googleusercontent.com/a/picture=s96-c";
  const user = await makeTestUser({ google: { picture } });
  await page.goto("/account");
  await signIn(page, "google", user);
  const [username, name] = [page.getByLabel("Username"), page.getByLabel("Name", { exact: true })];
  const long = "Ada ".repeat(40).trim();
  await username.fill("ada lovelace");
  await name.fill(long);
  await page.getByRole("radio", { name: "No picture" }).check();
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Not saved" })).toBeVisible();
  for (const field of [username, name]) await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(username).toHaveAccessibleDescription(
    /Use only letters, numbers.*lowercase letters and numbers/,
  );
  await expect(name).toHaveAccessibleDescription(/Use at most 100 characters\./);
  await expect(username).toHaveValue("ada lovelace");
  await expect(name).toHaveValue(long);
  await expect(page.getByRole("radio", { name: "No picture" })).toBeChecked();
  expect(await profileOf(user)).toMatchObject({ username: user.username, image: picture });

  await username.fill(uniqueName("ada"));
  await name.fill("");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByRole("status")).toHaveText("Profile saved.");
  expect(await profileOf(user)).toMatchObject({ name: null, image: null });
});

test("another user's username cannot be taken, in any letter case", async () => {
  const other = await signedInUser();
  const { user, visitor } = await signedInUser();
  for (const username of [other.user.username, other.user.username.toUpperCase()]) {
    const response = await saveProfile({ user, visitor }, { username });
    expectExplained(response, taken);
    expect(response.body).toContain(`value="${username}"`);
  }
  expect((await profileOf(user)).username).toBe(user.username);
  expect((await profileOf(other.user)).username).toBe(other.user.username);
});

test("of two users who choose one username at the same moment, one gets it", async () => {
  const users = [await signedInUser(), await signedInUser()];
  for (let round = 0; round < 10; round++) {
    const username = uniqueName("wanted");
    const values = { username, name: "", picture: "none" };
    const forms = await Promise.all(
      users.map(({ visitor }) => openForm(visitor, profileForm, values)),
    );
    const responses = await Promise.all(
      users.map(({ visitor }, index) => visitor.submit(profileForm.path, forms[index] ?? [])),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 303]);
    const names = await Promise.all(
      users.map(async ({ user }) => (await profileOf(user)).username),
    );
    expect(names.filter((name) => name === username)).toHaveLength(1);
  }
});

test("saving an unchanged profile succeeds and records no change", async () => {
  const { user, visitor } = await signedInUser();
  const values = { username: user.username.toUpperCase(), name: "Ada" };
  expectSaved(await saveProfile({ user, visitor }, values));
  const before = await activityRows(user.account);
  expectSaved(await saveProfile({ user, visitor }, values));
  expect(await activityRows(user.account)).toEqual(before);
  expect(before.at(-1)).toMatchObject({ kind: "profile-changed", detail: "name" });
});

test("a username from before the rules may break them until it is changed", async () => {
  const { user, visitor } = await signedInUser();
  const username = `o'brien+${user.username}`;
  await database()`update users set username = ${username} where username = ${user.username}`;
  expectSaved(await saveProfile({ user, visitor }, { name: "Flann" }));
  expect(await profileOf(user)).toMatchObject({ username, name: "Flann" });
  expectSaved(await saveProfile({ user, visitor }, { username: uniqueName("flann") }));
  expectExplained(await saveProfile({ user, visitor }, { username }), usernameRefused);
});

test("each connected account's picture can be chosen, and is then shown", async () => {
  const pictures = {
    google: "https://lh3.googleusercontent.com/a/google=s96-c",
    github: "https://avatars.githubusercontent.com/u/7?v=4",
  };
  const facts = {
    google: { picture: pictures.google },
    githubUser: { avatar_url: pictures.github },
  };
  const { user, visitor } = await signedInUser(facts);
  await visitor.signOut();
  await visitor.signIn("github", user.account);
  for (const provider of [...providerNames, "google"] as const) {
    const [account] = await database()<{ id: string }[]>`
      select id from accounts where provider = ${provider}
        and user_id = ${await userIdOf(user.account)}`;
    expectSaved(await saveProfile({ user, visitor }, { picture: account?.id ?? "" }));
    expect((await visitor.get("/")).body).toContain(pictures[provider].replace("&", "&amp;"));
  }
  expectSaved(await saveProfile({ user, visitor }, { picture: "none" }));
  expect((await visitor.get("/")).body).not.toMatch(/<img/);
});
