import { expect, test } from "@playwright/test";
import {
  agedVisitor,
  confirm,
  confirmPath,
  connect,
  continueWith,
  expectRedirect,
  forged,
  formOn,
  isAlive,
  press,
  signedIn,
  textOf,
  walk,
} from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { control } from "./support/control";
import { activityOf, sessionOf } from "./support/visitor-rows";

const deletePath = "/account/data/delete";
const atGoogle = () => control.createAccount({ google: {} });

test("confirming with a connected account makes the same session fresh again", async () => {
  const { user, visitor } = await agedVisitor();
  const { id } = await sessionOf(visitor);
  const asking = await textOf(visitor, deletePath);
  expect(asking).toContain("sign in again to delete your account");
  expect(asking).toContain(continueWith("google"));
  expectRedirect(await confirm(visitor, "google", user, deletePath), deletePath);
  expect(await sessionOf(visitor)).toMatchObject({ id, recent: true });
  expect(await activityOf(visitor)).toContain("confirmed google");
  const text = await textOf(visitor, deletePath);
  expect(text).toContain("Confirmed.");
  expect(text).not.toContain(continueWith("google"));
});

test("confirming replaces the session's token, so that a stolen one stops working", async () => {
  const { user, visitor, token } = await agedVisitor();
  await confirm(visitor, "google", user);
  expect(visitor.sessionToken()).not.toBe(token);
  expect(await isAlive(token)).toBe(false);
  expect(await isAlive(visitor.sessionToken())).toBe(true);
});

test("confirming in one browser does not confirm in another", async () => {
  const { user, visitor } = await agedVisitor();
  const elsewhere = await signedIn(user);
  await ageSignIn(elsewhere);
  await confirm(visitor, "google", user);
  expect((await sessionOf(elsewhere)).recent).toBe(false);
});

test("cancelling a confirmation leads to the page that it was for", async () => {
  const { visitor } = await agedVisitor();
  for (const returnTo of [deletePath, "/account/data"]) {
    const { body } = await visitor.get(confirmPath(returnTo));
    expect(/<a href="([^"]*)"[^>]*>Cancel</.exec(body)?.[1]).toBe("/account/data");
  }
});

test("a user who has just signed in is not asked to confirm", async () => {
  const visitor = await signedIn(await atGoogle());
  expect(await textOf(visitor, deletePath)).not.toContain(continueWith("google"));
});

test("a visitor who is someone else signs the user out from the page that asks to confirm", async () => {
  const { visitor, token } = await agedVisitor();
  const path = confirmPath("/account/connections");
  const { username } = (await visitor.sessionUser()) ?? {};
  expect(await textOf(visitor, path)).toContain(`You’re signed in as ${username}.`);
  expectRedirect(await press(visitor, path, "sign out"), "/");
  expect(await isAlive(token)).toBe(false);
});

test("an OpenID provider is asked to sign this user in again and to state when it did", async () => {
  const { user, visitor } = await agedVisitor();
  const { location } = await press(visitor, confirmPath("/account"), continueWith("google"));
  const { searchParams } = new URL(location ?? "");
  expect(Object.fromEntries(searchParams)).toMatchObject({
    scope: "openid email profile",
    prompt: "login",
    max_age: "300",
    login_hint: user.google?.email,
    nonce: expect.stringMatching(/^.{32,}$/),
    code_challenge_method: "S256",
  });
});

test("GitHub is asked for account selection, and receives nothing about the user", async () => {
  const visitor = await signedIn(await control.createAccount({ github: {} }), "github");
  await ageSignIn(visitor);
  const { location } = await press(visitor, confirmPath("/account"), continueWith("github"));
  const { searchParams } = new URL(location ?? "");
  expect(searchParams.get("prompt")).toBe("select_account");
  expect([...searchParams.keys()].filter((name) => /hint|login|max_age/.test(name))).toEqual([]);
});

test("any connected account can confirm, not only the one that signed in", async () => {
  const { user, visitor } = await agedVisitor();
  const spare = await control.createAccount({ github: {} });
  await confirm(visitor, "google", user);
  await connect(visitor, "github", spare);
  await ageSignIn(visitor);
  expectRedirect(await confirm(visitor, "github", spare), deletePath);
  expect((await sessionOf(visitor)).recent).toBe(true);
});

test("a plain sign-in ignores auth_time", async () => {
  for (const auth_time of [null, 0, Math.floor(Date.now() / 1000) - 3600]) {
    const user = await atGoogle();
    const fault = { kind: "id-token", claims: { auth_time } };
    await control.placeFault({ account: user.id, endpoint: "token", fault, times: 1 });
    await signedIn(user);
  }
});

const returns: Record<string, string> = {
  "/account/connections/disconnect?account=1&b=%2F":
    "/account/connections/disconnect?account=1&b=%2F",
  "//evil.example": "/",
  "https://evil.example": "/",
  "https://evil.example/account": "/",
  "/\\evil.example": "/",
  "\\\\evil.example": "/",
  "/\t/evil.example": "/",
  "javascript:alert(1)": "/",
  "/api/auth/callback/google": "/",
  "/sign-in": "/",
  "/..//evil.example": "/",
  "": "/",
};

for (const [returnTo, expected] of Object.entries(returns)) {
  test(`confirming for ${JSON.stringify(returnTo)} redirects to ${expected}`, async () => {
    const { user, visitor } = await agedVisitor();
    // Once by the URL of the page, and once by a forged form.
    const page = await formOn(visitor, confirmPath(returnTo), continueWith("google"));
    const form = await formOn(visitor, confirmPath("/account"), continueWith("google"));
    for (const fields of [page, forged(form, { returnTo })]) {
      const begun = await visitor.submit("/account/confirm", fields);
      const response = await visitor.follow(await walk(begun, user));
      expectRedirect(response, expected);
    }
  });
}
