import type { Locator, Page } from "@playwright/test";
import { signedInPage } from "./support/browser-session";
import { homeControls, homeLinks } from "./support/home-page";
import { continueButton, expectGreeting } from "./support/sign-in";
import { siteName } from "./support/site-name";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";
import { userButton } from "./support/user-menu";

test.use({ clientErrors: "expected" });

test("sign-in, account and sign-out work with the keyboard alone @nojs", async ({ page }) => {
  const user = await makeTestUser();
  await page.goto("/");
  await expectTabOrder(page, [
    page.getByRole("link", { name: siteName }),
    continueButton(page, "google"),
    continueButton(page, "github"),
  ]);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: user.handles.github }).press("Enter");
  await page.getByRole("button", { name: "Allow" }).press("Enter");
  await expectGreeting(page, user);

  await expectTabOrder(page, [...header(page, homeLinks.header), ...homeControls(page)]);
  const menu = page.locator("#user-menu");
  const manageAccount = menu.getByRole("link", { name: "Manage account" });
  await openMenuByKeys(page);
  await expectTabOrder(page, [manageAccount]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/account");
  await expectTabOrder(page, [...accountHeader(page), ...uploadControls(page)]);
  await openMenuByKeys(page);
  await expectTabOrder(page, [
    manageAccount,
    menu.getByRole("link", { name: "Devices" }),
    ...["Language: English", "System", "Light", "Dark", "Sign out"].map((name) =>
      menu.getByRole("button", { name }),
    ),
  ]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("You’re signed out.");
});

test("the account pages and their forms work with the keyboard alone @nojs", async ({ page }) => {
  await signedInPage(page, {
    google: { picture: "https://lh3.googleusercontent.com/a/picture=s96-c" },
  });
  await page.goto("/account");
  const name = page.getByLabel("Name", { exact: true });
  const picture = page.getByRole("radio", { checked: true });
  const save = page.getByRole("button", { name: "Save profile" });
  await expectTabOrder(page, [
    ...accountHeader(page),
    ...uploadControls(page),
    picture,
    page.getByLabel("Username"),
    name,
    save,
  ]);
  await name.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("Ada");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("Profile saved.");
  await expect(name).toHaveValue("Ada");

  const connect = ["Connect GitHub", "Connect another Google account"].map((name) =>
    page.getByRole("button", { name }),
  );
  const filters = ["All", "Sign-ins", "Account", "Personal info"].map((name) =>
    page
      .getByRole("navigation", { name: "Kinds of activity" })
      .getByRole("link", { name, exact: true }),
  );
  const forget = page.getByRole("button", { name: /^Forget this device/ });
  const download = page.getByRole("button", { name: "Download my data" });
  const toDelete = page.getByRole("link", { name: "Delete my account" });
  const contents: Record<string, Locator[]> = {
    "Connected accounts": connect,
    Devices: [forget],
    Activity: filters,
    "Your data": [download, toDelete],
  };
  for (const [link, controls] of Object.entries(contents)) {
    await page.getByRole("link", { name: link, exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("[aria-current=page]")).toHaveText(link);
    await page.goto(page.url());
    await expectTabOrder(page, [...accountHeader(page), ...controls]);
  }
});

test("deleting an account works with the keyboard alone @nojs", async ({ page }) => {
  const { user } = await signedInPage(page);
  await page.goto("/account/data");
  await page.getByRole("link", { name: "Delete my account" }).press("Enter");
  await expect(page).toHaveURL("/account/data/delete");
  const username = page.getByLabel("Type your username to confirm");
  const remove = page.getByRole("button", { name: "Delete my account" });
  const keep = page.getByRole("link", { name: "Cancel" });
  const download = page.getByRole("link", { name: "Download your data" });
  await expectTabOrder(page, [...accountHeader(page), download, username, remove, keep]);
  await username.focus();
  await page.keyboard.type(user.username);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("Account deleted.");
});

test("a failure page can be left with the keyboard alone @nojs", async ({ page }) => {
  await page.goto("/api/auth/callback/google?code=a&state=b");
  await expectTabOrder(page, [
    page.getByRole("link", { name: siteName }),
    page.getByRole("link", { name: "Sign in again" }),
  ]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/sign-in");
});

test("the skip link leads past the header and the navigation @nojs", async ({ page }) => {
  await signedInPage(page);
  await page.goto("/account/connections");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expectTabOrder(page, [page.getByRole("button", { name: "Connect GitHub" })]);
});

/** With JavaScript, choosing a picture uploads it. */
function uploadControls(page: Page): Locator[] {
  if (test.info().project.use.javaScriptEnabled !== false)
    return [page.getByLabel("Upload picture")];
  const upload = page.getByRole("button", { name: "Upload picture" });
  return [page.getByLabel("Choose a picture"), upload];
}

/** Goes to the home page, and opens the user's menu there. */
async function openMenuByKeys(page: Page): Promise<void> {
  await page.goto("/");
  await expectTabOrder(page, header(page, homeLinks.header));
  await page.keyboard.press("Enter");
}

/** What every page for signed-in users begins with. */
function header(page: Page, links: string[] = []): Locator[] {
  return [
    page.getByRole("link", { name: "Skip to content" }),
    page.getByRole("link", { name: siteName }),
    ...links.map((name) => link(page, name)),
    userButton(page),
  ];
}

const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true });

/** The same in the account centre. */
function accountHeader(page: Page): Locator[] {
  const links = page.getByRole("navigation", { name: "Account" }).getByRole("link");
  return [...header(page), ...[0, 1, 2, 3, 4].map((index) => links.nth(index))];
}

/** Expects that each press of Tab moves a visible focus to the next of these. */
async function expectTabOrder(page: Page, order: Locator[]) {
  // While a page loads, the browser may forget where a press of Tab led to.
  await page.waitForLoadState();
  for (const target of order) {
    await page.keyboard.press("Tab");
    await expect(target).toBeFocused();
    await expect(target).toHaveCSS("outline-style", "solid");
    await expect(target).toHaveCSS("outline-width", "2px");
  }
}
