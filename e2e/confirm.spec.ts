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
import { control } from "./support/control";
import { activityOf, age, sessionOf } from "./support/visitor-rows";

const deletePath = "/account/data/delete";
const atGoogle = () => control.createAccount({ google: {} });

test("confirming with one's own account makes the sign-in recent again, in the same session", async () => {
  const { user, visitor } = await agedVisitor();
  const { id } = await sessionOf(visitor);
  expect(await textOf(visitor, deletePath)).toContain(continueWith("google"));
  expectRedirect(await confirm(visitor, "google", user, deletePath), deletePath);
  expect(await sessionOf(visitor)).toMatchObject({ id, recent: true });
  expect(await activityOf(visitor)).toContain("confirmed google");
  const text = await textOf(visitor, deletePath);
  expect(text).toContain("Thank you, it is you.");
  expect(text).not.toContain(continueWith("google"));
});

test("confirming gives the session another token, so that a stolen one ends", async () => {
  const { user, visitor, token } = await agedVisitor();
  await confirm(visitor, "google", user);
  expect(visitor.sessionToken()).not.toBe(token);
  expect(await isAlive(token)).toBe(false);
  expect(await isAlive(visitor.sessionToken())).toBe(true);
});

test("confirming in one browser confirms nobody in another", async () => {
  const { user, visitor } = await agedVisitor();
  const elsewhere = await signedIn(user);
  await age(elsewhere);
  await confirm(visitor, "google", user);
  expect((await sessionOf(elsewhere)).recent).toBe(false);
});

test("somebody who has signed in just now is asked for no confirmation", async () => {
  const visitor = await signedIn(await atGoogle());
  expect(await textOf(visitor, deletePath)).not.toContain(continueWith("google"));
});

test("an issuer that can is asked to sign in anew, this person, and to say when that was", async () => {
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

test("GitHub is asked which account to use, and is told nothing of the visitor", async () => {
  const visitor = await signedIn(await control.createAccount({ github: {} }), "github");
  await age(visitor);
  const { location } = await press(visitor, confirmPath("/account"), continueWith("github"));
  const { searchParams } = new URL(location ?? "");
  expect(searchParams.get("prompt")).toBe("select_account");
  expect([...searchParams.keys()].filter((name) => /hint|login|max_age/.test(name))).toEqual([]);
});

test("any connected account confirms, not only that of the sign-in", async () => {
  const { user, visitor } = await agedVisitor();
  const spare = await control.createAccount({ github: {} });
  await confirm(visitor, "google", user);
  await connect(visitor, "github", spare);
  await age(visitor);
  expectRedirect(await confirm(visitor, "github", spare), deletePath);
  expect((await sessionOf(visitor)).recent).toBe(true);
});

test("a plain sign-in asks for no auth_time, and takes whatever there is", async () => {
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
  test(`confirming for ${JSON.stringify(returnTo)} ends at ${expected}`, async () => {
    const { user, visitor } = await agedVisitor();
    // Once through the page's own address, and once through a forged form.
    const page = await formOn(visitor, confirmPath(returnTo), continueWith("google"));
    const form = await formOn(visitor, confirmPath("/account"), continueWith("google"));
    for (const fields of [page, forged(form, { returnTo })]) {
      const begun = await visitor.submit("/account/confirm", fields);
      const response = await visitor.follow(await walk(begun, user));
      expectRedirect(response, expected);
    }
  });
}
