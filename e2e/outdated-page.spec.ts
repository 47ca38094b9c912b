import type { Page } from "@playwright/test";
import { makePerson } from "./support/person";
import { profileForm } from "./support/profile";
import { continueButton, signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

test.use({ clientErrors: "expected" });

// An error page is an error that React reports.
test.beforeEach(({ consoleGuard }) => consoleGuard.ignore(/^(Unrecognized|Error: Server Action)/));

test("a sign-in pressed on a page from before a deployment says so, and can be pressed anew @nojs", async ({
  page,
}) => {
  const path = "/sign-in?callbackUrl=%2Faccount%2Fsessions";
  await openOfOlderBuild(page, path);
  await continueButton(page, "google").click();
  await openAgain(page, path);
  await continueButton(page, "google").click();
  await expect(page.getByRole("heading")).toHaveText("Choose an account");
});

test("a profile saved on a page from before a deployment says so, and can be saved anew @nojs", async ({
  page,
}) => {
  await page.goto("/sign-in?callbackUrl=%2Faccount");
  await signIn(page, "google", await makePerson());
  await expect(page).toHaveURL("/account");
  await openOfOlderBuild(page, profileForm.path);
  await page.getByRole("button", { name: profileForm.button }).click();
  await openAgain(page, profileForm.path);
  await page.getByRole("button", { name: profileForm.button }).click();
  await expect(page.getByRole("status")).toContainText("saved");
});

/** Opens a page whose actions had other names; the first two digits say what they take. */
async function openOfOlderBuild(page: Page, path: string): Promise<void> {
  await page.route(
    (url) => url.pathname + url.search === path,
    async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      expect(html).toMatch(actionIds);
      await route.fulfill({ response, body: html.replace(actionIds, `$1${"0".repeat(40)}`) });
    },
    { times: 1 },
  );
  await page.goto(path);
}

const actionIds = /(?<![0-9a-f])([0-9a-f]{2})[0-9a-f]{40}\b/g;

async function openAgain(page: Page, path: string): Promise<void> {
  await expect(page.getByRole("heading")).toHaveText("That page was from an older version");
  await page.getByText("Open the page again", { exact: true }).click();
  await expect(page.getByRole("heading", { name: "older version" })).toHaveCount(0);
  await expect(page).toHaveURL(path);
}
