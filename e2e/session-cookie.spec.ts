import { expect, test } from "@playwright/test";
import { signedInUser } from "./support/account-form";
import { control } from "./support/control";
import { rowsOf } from "./support/database";
import { HttpVisitor, hashOf, sessionCookie } from "./support/http-visitor";
import { expectSignedOut } from "./support/session";

test("the session cookie is HttpOnly, SameSite=Lax, for every path and this host only", async () => {
  const user = await control.createAccount({ google: {} });
  const response = await new HttpVisitor().signIn("google", user);
  const cookie = response.cookies.find(({ name }) => name === sessionCookie);
  expect(cookie?.value).toMatch(/^[\w-]{43}$/);
  expect(cookie?.attributes.has("httponly")).toBe(true);
  expect(cookie?.attributes.get("samesite")?.toLowerCase()).toBe("lax");
  expect(cookie?.attributes.get("path")).toBe("/");
  expect(cookie?.attributes.has("domain")).toBe(false);
});

test("every sign-in gets a new token, and only its SHA-256 is stored", async () => {
  const { user, visitor } = await signedInUser();
  const first = visitor.sessionToken();
  await visitor.signOut();
  await visitor.signIn("github", user.account);
  const second = visitor.sessionToken();
  expect(second).not.toBe(first);
  const { sessions } = await rowsOf(user.account);
  expect(sessions.map((session) => session.token_hash)).toEqual([hashOf(second)]);
  await expectSignedOut(new HttpVisitor(), `${sessionCookie}=${first}`);
});

type Forge = (token: string) => string;
const forged: Record<string, Forge> = {
  "a guessed token": () => "a".repeat(43),
  "a truncated token": (token) => token.slice(0, -1),
  "a token with one more character": (token) => `${token}A`,
  "a token of 7 kB": (token) => token.repeat(160),
  "a token with NUL": (token) => `${token.slice(0, -3)}%00`,
  "a token in other letter case": (token) => token.toLowerCase(),
  "a quoted token": (token) => `"${token}`,
  "the stored hash": hashOf,
  "a token with a suffix": (token) => `${token}.1`,
  "a pattern": () => "%25".repeat(14),
  SQL: () => "'%20or%20'1'='1",
};

for (const [what, forge] of Object.entries(forged)) {
  test(`${what} in the cookie is not a session`, async () => {
    const { visitor } = await signedInUser();
    const value = forge(visitor.sessionToken());
    await expectSignedOut(new HttpVisitor(), `${sessionCookie}=${value}`);
  });
}

test("two session cookies count as none, in any order", async () => {
  const { visitor } = await signedInUser();
  const real = `${sessionCookie}=${visitor.sessionToken()}`;
  const planted = `${sessionCookie}=${"a".repeat(43)}`;
  await expectSignedOut(new HttpVisitor(), `${real}; ${planted}`);
  await expectSignedOut(new HttpVisitor(), `${planted}; ${real}`);
  await expectSignedOut(new HttpVisitor(), `${real}; ${real}`);
});

test("cookies named like chunks of the session cookie are ignored", async () => {
  const { visitor } = await signedInUser();
  const user = await visitor.sessionUser();
  for (const name of [".0", ".9", ".extra"])
    visitor.jar.set(`${sessionCookie}${name}`, "a".repeat(43));
  expect(await visitor.sessionUser()).toEqual(user);
  const token = visitor.sessionToken();
  const parts = [token.slice(0, 22), token.slice(22)];
  const cookies = parts.map((part, n) => `${sessionCookie}.${n}=${part}`);
  await expectSignedOut(new HttpVisitor(), cookies.join("; "));
});
