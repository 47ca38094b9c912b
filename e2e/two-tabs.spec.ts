import type { Page } from "@playwright/test";
import { control, type ProviderName } from "./support/control";
import { countRowsOf } from "./support/database";
import { flowCookiePrefix, HttpVisitor } from "./support/http-visitor";
import { expectGreeting, reachConsent } from "./support/sign-in";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";
import { userButton } from "./support/user-menu";

test.use({ clientErrors: "expected" });

const paths = { older: "/account", newer: "/account/activity" };
const pairs: [ProviderName, ProviderName][] = [
  ["google", "google"],
  ["google", "github"],
];
const orders = [
  ["older", "newer"],
  ["newer", "older"],
] as const;

for (const [older, newer] of pairs) {
  for (const order of orders) {
    test(`sign-ins with ${older} and ${newer} in two tabs both end where they wanted to go, the ${order[0]} one first @nojs`, async ({
      page,
      context,
    }) => {
      const user = await makeTestUser();
      const tabs = { older: page, newer: await context.newPage() };
      await reachConsentFor(tabs.older, older, user, paths.older);
      await reachConsentFor(tabs.newer, newer, user, paths.newer);
      for (const tab of order) {
        await tabs[tab].getByRole("button", { name: "Allow" }).click();
        await expect(tabs[tab]).toHaveURL(paths[tab]);
        await expect(userButton(tabs[tab])).toBeVisible();
      }
      // The second one redeemed nothing.
      expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
    });
  }
}

for (const cancelled of ["older", "newer"] as const) {
  test(`a sign-in that is cancelled in the ${cancelled} of two tabs leaves the other one alone @nojs`, async ({
    page,
    context,
  }) => {
    const user = await makeTestUser();
    const tabs = { older: page, newer: await context.newPage() };
    await reachConsentFor(tabs.older, "google", user, paths.older);
    await reachConsentFor(tabs.newer, "google", user, paths.newer);
    await tabs[cancelled].getByRole("button", { name: "Deny" }).click();
    await expect(tabs[cancelled]).toHaveURL(
      `/sign-in?${new URLSearchParams({ callbackUrl: paths[cancelled] })}`,
    );
    await expect(tabs[cancelled].getByText("You cancelled signing in with Google.")).toBeVisible();
    const other = cancelled === "older" ? "newer" : "older";
    await tabs[other].getByRole("button", { name: "Allow" }).click();
    await expect(tabs[other]).toHaveURL(paths[other]);
    expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
  });
}

test("a sign-in that is cancelled after another tab's sign-in ends where it wanted to go, signed in @nojs", async ({
  page,
  context,
}) => {
  const user = await makeTestUser();
  const newer = await context.newPage();
  await reachConsentFor(page, "google", user, paths.older);
  await reachConsentFor(newer, "github", user, "/");
  await newer.getByRole("button", { name: "Allow" }).click();
  await expectGreeting(newer, user);
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page).toHaveURL(paths.older);
  // Next.js has an alert of its own, outside the content.
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
});

test("a second tab's sign-in as another user changes nothing", async () => {
  const [first, second] = [await signedOutAccount(), await signedOutAccount()];
  const visitor = new HttpVisitor();
  const older = await visitor.reachCallback("google", first);
  const newer = await visitor.reachCallback("google", second);
  await visitor.follow(older);
  const user = await visitor.sessionUser();
  expect((await visitor.follow(newer)).location).toBe("/");
  expect(await visitor.sessionUser()).toEqual(user);
  expect(await countRowsOf(second)).toEqual({ users: 0, accounts: 0, sessions: 0 });
});

test("a browser keeps five flows, the newest, and each ends alone", async () => {
  const account = await signedOutAccount();
  const visitor = new HttpVisitor();
  const flows = () => visitor.jar.names().filter((name) => name.startsWith(flowCookiePrefix));
  const callbacks: URL[] = [];
  for (const decision of ["allow", "deny", "deny", "deny", "deny", "allow"] as const) {
    const { location } = await visitor.start("google");
    const url = await control.authorize({ url: location ?? "", account: account.id, decision });
    callbacks.push(new URL(url));
  }
  expect(flows()).toHaveLength(5);
  const [oldest, ...others] = callbacks as [URL, ...URL[]];
  const lost = await visitor.follow(oldest);
  expect(lost.status).toBe(401);
  expect(lost.body).toContain("This sign-in couldn’t be completed");
  expect(flows()).toHaveLength(5);
  for (const [index, callback] of others.slice(0, 4).entries()) {
    expect((await visitor.follow(callback)).location).toBe("/sign-in");
    expect(flows()).toHaveLength(4 - index);
  }
  const last = await visitor.follow(others[4] as URL);
  expect([last.status, last.location]).toEqual([303, "/"]);
  expect(flows()).toEqual([]);
  expect(await countRowsOf(account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
});

function signedOutAccount() {
  return control.createAccount({ google: {} });
}

/** Starts a sign-in that returns to `path`, and stops at the provider's consent page. */
async function reachConsentFor(
  page: Page,
  provider: ProviderName,
  user: Awaited<ReturnType<typeof makeTestUser>>,
  path: string,
) {
  await page.goto(`/sign-in?${new URLSearchParams({ callbackUrl: path })}`);
  await reachConsent(page, provider, user);
}
