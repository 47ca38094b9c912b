import type { Page } from "@playwright/test";
import type { BrowserProxy } from "./support/browser-proxy";
import { countRowsOf } from "./support/database";
import { expectGreeting, signIn, signOut } from "./support/sign-in";
import { stack } from "./support/stack";
import { makeTestUser } from "./support/test-user";
import { expect, test } from "./support/test-with-proxy";

test.use({ addedHeaders: { "referrer-policy": "no-referrer" } });

test("behind a proxy that adds Referrer-Policy: no-referrer, a user signs in and out, saves a profile, connects an account and exports @nojs", async ({
  page,
  browserProxy,
  javaScriptEnabled,
}) => {
  const user = await makeTestUser();
  await page.goto("/");
  await signIn(page, "google", user);
  await expectGreeting(page, user);

  await page.goto("/account");
  await page.getByLabel("Name", { exact: true }).fill("Ada");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByRole("status")).toHaveText("Profile saved.");

  await page.goto("/account/connections");
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await page.getByRole("button", { name: user.handles.github }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByText("GitHub is connected.")).toBeVisible();
  expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 2, sessions: 1 });

  await page.goto("/account/data");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download my data" }).click();
  expect(await (await download).failure()).toBeNull();

  await page.goto("/");
  await signOut(page);

  // React's own requests name the origin; only what the browser itself submits doesn't.
  expect(originsOf(browserProxy)).toEqual({
    "/api/auth/signin/google": "null",
    "/account": javaScriptEnabled ? stack().appUrl : "null",
    "/account/connections": javaScriptEnabled ? stack().appUrl : "null",
    "/account/data/export": "null",
    "/api/auth/signout": "null",
  });
});

for (const path of ["/api/auth/signin/github", "/api/auth/signout", "/account"]) {
  test(`a form that a sandboxed frame of another site posts to ${path} is rejected`, async ({
    page,
    browserProxy,
    consoleGuard,
  }) => {
    consoleGuard.ignore(/Failed to load resource|frame-ancestors/);
    const response = await postFromSandbox(page, path);
    const post = browserProxy.requests.find(({ method }) => method === "POST");
    expect(post?.headers).toMatchObject({ origin: "null", "sec-fetch-site": "cross-site" });
    expect(response.status()).toBe(403);
    expect(await response.headerValue("set-cookie")).toBeNull();
  });
}

/** The Origin of each POST to the app, by its path. */
function originsOf({ requests }: BrowserProxy) {
  const posts = requests.filter(
    ({ method, url }) => method === "POST" && url.origin === stack().appUrl,
  );
  return Object.fromEntries(posts.map(({ url, headers }) => [url.pathname, headers.origin]));
}

async function postFromSandbox(page: Page, path: string) {
  const form = `<form method="post" action="${stack().appUrl}${path}"><button>Go</button></form>`;
  const frame = `<iframe sandbox="allow-forms allow-scripts" srcdoc='${form}'></iframe>`;
  await page.route("http://127.0.0.1:1/", (route) =>
    route.fulfill({ contentType: "text/html", body: frame }),
  );
  await page.goto("http://127.0.0.1:1/");
  const posted = page.waitForResponse((response) => response.request().method() === "POST");
  await page.frameLocator("iframe").getByRole("button").click();
  return posted;
}
