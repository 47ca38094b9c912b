import type { Page, Route } from "@playwright/test";
import { openForm, signedInUser } from "./support/account-form";
import { logLineOf } from "./support/app-log";
import { signedInPage } from "./support/browser-session";
import type { FormField } from "./support/html-form";
import { referenceOn } from "./support/http-response";
import { profileForm } from "./support/profile";
import { continueButton } from "./support/sign-in";
import { expect, test } from "./support/test";

test.use({ clientErrors: "expected" });

// React logs the error that leads to the error page.
test.beforeEach(({ consoleGuard }) => consoleGuard.ignore(/^(Unrecognized|Error: Server Action)/));

test("a sign-in works from a page of an older build @nojs", async ({ page }) => {
  await openOfOlderBuild(page, "/sign-in?callbackUrl=%2Faccount%2Fsessions");
  await continueButton(page, "google").click();
  await expect(page.getByRole("heading")).toHaveText("Choose an account");
});

test("a form from a page of an older build is explained, and works on the reopened page @nojs", async ({
  page,
}) => {
  await signedInPage(page);
  const path = "/account/connections";
  const connect = page.getByRole("button", { name: "Connect GitHub" });
  await openOfOlderBuild(page, path);
  await connect.click();
  await openAgain(page, path);
  await connect.click();
  await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
});

test("a form that React sends from a page of an older build is explained without further downloads", async ({
  page,
}) => {
  await signedInPage(page);
  await openOfOlderBuild(page, "/account");
  // After a deployment, the files of the older build may be gone.
  await page.route("**/_next/static/**", (route) => route.abort());
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page).toHaveTitle(/^That page was from an older version/);
  await page.unroute("**/_next/static/**");
  await openAgain(page, "/account");
  await expect(page.getByRole("button", { name: "Save profile" })).toBeVisible();
});

test("a form of an older build, with or without bound arguments, gets a 409 that links to its page", async () => {
  const { visitor } = await signedInUser();
  const forms = [profileForm, { path: "/account/connections", button: "Connect GitHub" }];
  for (const form of forms) {
    const fields = await openForm(visitor, form);
    const old = fields.map(([name, value]): FormField => [older(name), older(value)]);
    expect(old).not.toEqual(fields);
    const response = await visitor.submit(form.path, old);
    expect(response.status).toBe(409);
    expect(response.body).toContain("That page was from an older version");
    expect(response.body).toContain(`href="${form.path}"`);
    expect((await logLineOf(referenceOn(response))).event).toBe("request.refused");
  }
  expect(await visitor.sessionUser()).not.toBeNull();
});

/** Replaces action ids by ones of another build; their first two digits encode the arguments. */
function older(text: string): string {
  return text.replace(/(?<![0-9a-f])([0-9a-f]{2})[0-9a-f]{40}\b/g, `$1${"0".repeat(40)}`);
}

async function openOfOlderBuild(page: Page, path: string): Promise<void> {
  const isIt = (url: URL) => url.pathname + url.search === path;
  const received = async (route: Route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: older(await response.text()) });
  };
  await page.route(isIt, received, { times: 1 });
  await page.goto(path);
}

async function openAgain(page: Page, path: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "That page was from an older version",
  );
  await page.getByText("Open the page again", { exact: true }).click();
  await expect(page.getByRole("heading", { name: "older version" })).toHaveCount(0);
  await expect(page).toHaveURL(path);
}
