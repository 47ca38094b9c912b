import { expect, test } from "@playwright/test";
import {
  agedVisitor,
  confirm,
  confirmPath,
  continueWith,
  expectRedirect,
  forged,
  formOn,
  fromAnotherSite,
  isAlive,
  plainText,
  press,
  reachConfirm,
  signedIn,
  signInTo,
  textOf,
  walk,
} from "./support/account-centre";
import { logLineOf } from "./support/app-log";
import { type Account, control } from "./support/control";
import { countRowsOf, database } from "./support/database";
import { referenceOn } from "./support/http-response";
import { type HttpVisitor, hashOf, sessionCookie } from "./support/http-visitor";
import { activityOf, connectedProviders, sessionOf } from "./support/visitor-rows";

const deletePath = "/account/data/delete";
const atGoogle = () => control.createAccount({ google: {} });

async function expectNotConfirmed(visitor: HttpVisitor, token: string): Promise<void> {
  expect(visitor.sessionToken()).toBe(token);
  expect((await sessionOf(visitor)).recent).toBe(false);
  expect(await activityOf(visitor)).not.toContain("confirmed google");
}

const wrongAccounts: Record<string, () => Promise<Account>> = {
  "an account that is new here": atGoogle,
  "another user's account": async () => {
    const other = await atGoogle();
    await signedIn(other);
    return other;
  },
  "an account without a verified address": () =>
    control.createAccount({ google: { email_verified: false } }),
};

for (const [what, choose] of Object.entries(wrongAccounts)) {
  test(`choosing ${what} confirms nothing, connects nothing and says so`, async () => {
    const { visitor, token } = await agedVisitor();
    const wrong = await choose();
    const before = await countRowsOf(wrong);
    expectRedirect(await confirm(visitor, "google", wrong, deletePath), deletePath);
    expect(await textOf(visitor, deletePath)).toContain(
      "This Google account isn’t connected to yours.",
    );
    await expectNotConfirmed(visitor, token);
    expect(await activityOf(visitor)).toContain("confirm-refused google not-connected");
    expect(await countRowsOf(wrong)).toEqual(before);
    expect(await connectedProviders(visitor)).toEqual(["google"]);
  });
}

const now = () => Math.floor(Date.now() / 1000);
const authTimes: Record<string, [auth_time: () => unknown, reason: string]> = {
  "none at all": [() => null, "auth-time-missing"],
  "one from an hour ago": [() => now() - 3600, "auth-time-old"],
  "one from the future": [() => now() + 3600, "auth-time-future"],
  "a string": [() => String(now()), "auth-time-invalid"],
  "a list": [() => [now()], "auth-time-invalid"],
  zero: [() => 0, "auth-time-zero"],
};

for (const [what, [auth_time, reason]] of Object.entries(authTimes)) {
  test(`with ${what} as the requested auth_time, nothing is confirmed, and the page offers other ways`, async () => {
    const { user, visitor, token } = await agedVisitor();
    const fault = { kind: "id-token", claims: { auth_time: auth_time() } };
    await control.placeFault({ account: user.id, endpoint: "token", fault, times: 1 });
    const response = await confirm(visitor, "google", user, deletePath);
    expect(response.status).toBe(401);
    const page = plainText(response.body);
    expect(page).toContain("Google couldn’t confirm who you are");
    expect(page).not.toContain("Try again");
    expect(page).toContain("Or sign out and sign in again");
    expect(response.body).toContain(`href="${deletePath}"`);
    expect(response.body).toContain(`href="${confirmPath(deletePath)}"`);
    expect(await logLineOf(referenceOn(response))).toMatchObject({
      intent: "confirm",
      failure: "provider-failed",
      reason,
    });
    await expectNotConfirmed(visitor, token);
  });
}

test("a user whose provider can't confirm signs out and in again, and goes on", async () => {
  const { user, visitor } = await agedVisitor();
  expect(await textOf(visitor, confirmPath(deletePath))).toContain("sign out and sign in again");
  await visitor.signOut();
  expectRedirect(await visitor.signIn("google", user), "/");
  expect(await textOf(visitor, deletePath)).not.toContain(continueWith("google"));
});

test("without the request for a new sign-in, nothing is confirmed", async () => {
  const { user, visitor, token } = await agedVisitor();
  const begun = await press(visitor, confirmPath(deletePath), continueWith("google"));
  const url = new URL(begun.location ?? "");
  for (const name of ["prompt", "max_age"]) url.searchParams.delete(name);
  const response = await visitor.follow(await walk({ ...begun, location: url.href }, user));
  expect(response.status).toBe(401);
  await expectNotConfirmed(visitor, token);
});

test("cancelling at the provider confirms nothing and is reported on the page that asked", async () => {
  const { user, visitor, token } = await agedVisitor();
  const url = await reachConfirm(visitor, "google", user, {
    returnTo: deletePath,
    decision: "deny",
  });
  expectRedirect(await visitor.follow(url), deletePath);
  expect(await textOf(visitor, deletePath)).toContain("You cancelled confirming with Google.");
  await expectNotConfirmed(visitor, token);
});

const meanwhile: Record<string, (visitor: HttpVisitor) => PromiseLike<unknown>> = {
  "was ended": (visitor) =>
    database()`delete from sessions where token_hash = ${hashOf(visitor.sessionToken())}`,
  expired: (visitor) => database()`
    update sessions set expires_at = now() - interval '1 second'
    where token_hash = ${hashOf(visitor.sessionToken())}`,
};

for (const [what, end] of Object.entries(meanwhile)) {
  test(`a session that ${what} meanwhile is not revived by a confirmation`, async () => {
    const { user, visitor, token } = await agedVisitor();
    const url = await reachConfirm(visitor, "google", user);
    await end(visitor);
    const response = await visitor.follow(url);
    expect(response.status).toBe(401);
    expect(response.body).toContain("You were signed out in the meantime");
    expect(visitor.sessionToken()).toBe(token);
    expect(await isAlive(token)).toBe(false);
  });
}

test("a provider that is not connected cannot confirm", async () => {
  const { visitor } = await agedVisitor();
  const path = confirmPath("/account");
  expect(await textOf(visitor, path)).not.toContain(continueWith("github"));
  const form = await formOn(visitor, path, continueWith("google"));
  for (const provider of ["github", "facebook", "__proto__", ""]) {
    const response = await visitor.submit(path, forged(form, { provider }));
    expect([response.status, response.location], provider).toEqual([404, null]);
  }
});

test("a form from another site, or after sign-out, starts no confirmation", async () => {
  const { user, visitor } = await agedVisitor();
  const path = confirmPath(deletePath);
  const form = await formOn(visitor, path, continueWith("google"));
  const response = await visitor.submit(path, form, fromAnotherSite);
  expect([response.status, response.location]).toEqual([403, null]);
  await visitor.signOut();
  expectRedirect(await visitor.submit(path, form), signInTo(deletePath));
  expect((await visitor.get(path)).location).toBe(signInTo(path));
  expect((await countRowsOf(user)).sessions).toBe(0);
});

test("a confirmation without a session opens no session", async () => {
  const { user, visitor } = await agedVisitor();
  const url = await reachConfirm(visitor, "google", user);
  visitor.jar.delete(sessionCookie);
  expect((await visitor.follow(url)).status).toBe(401);
  expect(visitor.sessionToken()).toBe("");
  expect(await countRowsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 1 });
});
