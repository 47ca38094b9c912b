import {
  confirmPath,
  connectionsPath,
  deviceCookie,
  disconnectPath,
  press,
  withBoth,
} from "./support/account-centre";
import { signedInUser, submitForm } from "./support/account-form";
import { signedInPages } from "./support/account-pages";
import { ageSignIn } from "./support/account-rows";
import { activityOfEachKind } from "./support/activity-kinds";
import type { AppServer } from "./support/app-server";
import { goOnAs } from "./support/browser-session";
import { control } from "./support/control";
import { userWithFullAccount } from "./support/full-account";
import { guidedPath, pendingLinkPath, reachPendingLink } from "./support/guided-linking";
import { HttpVisitor } from "./support/http-visitor";
import { olderAndNewer } from "./support/new-device";
import { invitationPath, newToken, recoveryPath } from "./support/operator-links";
import { expectPseudoPages, startPseudoApp, wordsOfAccount } from "./support/pseudo-locale";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

// The tests share one app.
test.describe.configure({ mode: "default" });
test.use({ clientErrors: "expected", locale: "en-XA" });
test.slow();

let app: AppServer;

test.beforeAll(async () => {
  app = await startPseudoApp();
});
test.afterAll(() => app?.stop());

test("the pages of visitors have no word that isn't in messages/", async ({ page }) => {
  const links = [invitationPath(newToken()), recoveryPath(newToken())];
  await expectPseudoPages(page, app, ["/", "/sign-in?callbackUrl=%2Faccount", ...links]);
});

test("the notices above the sign-in card neither", async ({ page }) => {
  const { account } = await makeTestUser();
  const cancelled = new HttpVisitor();
  const { location } = await cancelled.start("google", "/sign-in");
  const walk = { url: location ?? "", account: account.id, decision: "deny" } as const;
  await cancelled.follow(new URL(await control.authorize(walk)));
  await goOnAs(page, cancelled);
  await expectPseudoPages(page, app, ["/sign-in"]);

  const fault = { kind: "error", error: "server_error", error_description: "Out of order" };
  await control.placeFault({ account: account.id, endpoint: "authorize", fault });
  const failed = new HttpVisitor();
  await failed.signIn("google", account);
  await goOnAs(page, failed);
  await expectPseudoPages(
    page,
    app,
    ["/sign-in"],
    ["error_description", "error", ...Object.values(fault)],
  );

  const { visitor } = await signedInUser();
  await visitor.signOut();
  await goOnAs(page, visitor);
  await expectPseudoPages(page, app, ["/"]);
});

test("the pages of a new user neither", async ({ page }) => {
  const { user, visitor } = await signedInUser();
  await goOnAs(page, visitor);
  await expectPseudoPages(page, app, signedInPages, wordsOfAccount(user.account));
});

test("the pages of a full account with unconfirmed sign-ins neither", async ({ page }) => {
  const { user, visitor } = await userWithFullAccount();
  await goOnAs(page, visitor);
  const { body } = await visitor.get("/account/sessions");
  const report = /href="([^"]*\/report\?session=[^"]*)"/.exec(body)?.[1]?.replaceAll("&amp;", "&");
  expect(report).toBeDefined();
  const others = ["/account/sessions/others", "/account/sessions/ended?provider=google"];
  const filtered = "/account/activity?kind=sign-ins";
  const paths = [...signedInPages, ...others, filtered, report ?? ""];
  await expectPseudoPages(page, app, paths, wordsOfAccount(user.account));
});

test("no entry of the activity has another word", async ({ page }) => {
  const { user, visitor } = await signedInUser();
  await goOnAs(page, visitor);
  const own = [...wordsOfAccount(user.account), "editor"];
  for await (const _ of activityOfEachKind(user.account))
    await expectPseudoPages(page, app, ["/account/activity"], own);
});

test("neither do the pages of a device that has to wait, nor those that ask to confirm", async ({
  page,
}) => {
  const { account, newer } = await olderAndNewer();
  await goOnAs(page, newer);
  const wait = `/account/wait?${new URLSearchParams({ returnTo: connectionsPath })}`;
  await expectPseudoPages(page, app, [...signedInPages, wait], wordsOfAccount(account));

  const { user, visitor } = await signedInUser();
  await ageSignIn(visitor);
  await goOnAs(page, visitor);
  await expectPseudoPages(
    page,
    app,
    [confirmPath("/account"), "/account/data"],
    wordsOfAccount(user.account),
  );
});

test("neither do the pages around disconnecting", async ({ page }) => {
  const { user, visitor, ids } = await withBoth();
  const own = wordsOfAccount(user);
  await goOnAs(page, visitor);
  await expectPseudoPages(
    page,
    app,
    [disconnectPath(ids.google), disconnectPath(crypto.randomUUID())],
    own,
  );
  await press(visitor, disconnectPath(ids.google), "Disconnect");
  await goOnAs(page, visitor);
  await expectPseudoPages(page, app, [connectionsPath, "/account/activity"], own);

  for (const device of [visitor.jar.get(deviceCookie), undefined]) {
    const again = new HttpVisitor();
    if (device) again.jar.set(deviceCookie, device);
    await again.signIn("google", user);
    await goOnAs(page, again);
    await expectPseudoPages(page, app, ["/sign-in/removed"], own);
  }
});

test("neither do the pages of a pending link", async ({ page }) => {
  const { account, visitor, signInAsOwner } = await reachPendingLink();
  const own = [...wordsOfAccount(account), account.google?.email ?? ""];
  await goOnAs(page, visitor);
  await expectPseudoPages(page, app, [guidedPath], own);
  await signInAsOwner();
  await goOnAs(page, visitor);
  await expectPseudoPages(page, app, [pendingLinkPath], own);
});

test("neither do the messages after an action", async ({ page }) => {
  const { user, visitor } = await signedInUser();
  const saved = { path: "/account", button: "Save profile" };
  expect((await submitForm(visitor, saved, { name: "Zoë" })).status).toBe(303);
  await goOnAs(page, visitor);
  await expectPseudoPages(page, app, ["/account"], [...wordsOfAccount(user.account), "Zoë"]);

  const { older } = await olderAndNewer();
  const answer = { path: "/account/sessions", button: "Yes, it was me" };
  await submitForm(older, answer);
  await goOnAs(page, older);
  // Named in the language of the request that pressed the button.
  await expectPseudoPages(page, app, ["/account/sessions"], ["Safari on iOS"]);
});
