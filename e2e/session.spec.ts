import { expect, test } from "@playwright/test";
import { type Account, control } from "./support/control";
import { crossSiteHeaders } from "./support/cross-site";
import { countRowsOf, database, rowsOf } from "./support/database";
import { formWithButton } from "./support/html-form";
import { HttpVisitor, hashOf, sessionCookie } from "./support/http-visitor";

async function signedIn(): Promise<{ user: Account; visitor: HttpVisitor }> {
  const user = await control.createAccount({ google: {}, github: {} });
  const visitor = new HttpVisitor();
  expect((await visitor.signIn("google", user)).status).toBe(303);
  return { user, visitor };
}

/** Expects every page and endpoint to treat the visitor as signed out. */
async function expectSignedOut(visitor: HttpVisitor, cookie?: string): Promise<void> {
  const headers = cookie === undefined ? {} : { cookie };
  const session = await visitor.get("/api/auth/session", headers);
  expect([session.status, session.body]).toEqual([200, "null"]);
  const home = await visitor.get("/", headers);
  expect(home.status).toBe(200);
  expect(home.body).toContain("Continue with");
  const account = await visitor.get("/account", headers);
  expect([account.status, account.location]).toEqual([307, "/sign-in?callbackUrl=%2Faccount"]);
}

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

test("every sign-in gets a new token, of which only the SHA-256 is stored", async () => {
  const { user, visitor } = await signedIn();
  const first = visitor.sessionToken();
  await visitor.signOut();
  await visitor.signIn("github", user);
  const second = visitor.sessionToken();
  expect(second).not.toBe(first);
  const { sessions } = await rowsOf(user);
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
    const { visitor } = await signedIn();
    const value = forge(visitor.sessionToken());
    await expectSignedOut(new HttpVisitor(), `${sessionCookie}=${value}`);
  });
}

test("two session cookies count as none, in any order", async () => {
  const { visitor } = await signedIn();
  const real = `${sessionCookie}=${visitor.sessionToken()}`;
  const planted = `${sessionCookie}=${"a".repeat(43)}`;
  await expectSignedOut(new HttpVisitor(), `${real}; ${planted}`);
  await expectSignedOut(new HttpVisitor(), `${planted}; ${real}`);
  await expectSignedOut(new HttpVisitor(), `${real}; ${real}`);
});

test("cookies named like chunks of the session cookie are ignored", async () => {
  const { visitor } = await signedIn();
  const user = await visitor.sessionUser();
  for (const name of [".0", ".9", ".extra"])
    visitor.jar.set(`${sessionCookie}${name}`, "a".repeat(43));
  expect(await visitor.sessionUser()).toEqual(user);
  const token = visitor.sessionToken();
  const parts = [token.slice(0, 22), token.slice(22)];
  const cookies = parts.map((part, n) => `${sessionCookie}.${n}=${part}`);
  await expectSignedOut(new HttpVisitor(), cookies.join("; "));
});

test("after sign-out the token is invalid and its row deleted", async () => {
  const { user, visitor } = await signedIn();
  const cookie = visitor.jar.header();
  const response = await visitor.signOut();
  expect([response.status, response.location]).toEqual([303, "/"]);
  expect(visitor.sessionToken()).toBe("");
  await expectSignedOut(new HttpVisitor(), cookie);
  expect(await countRowsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 0 });
});

test("after sign-out the next page says so once", async () => {
  const { visitor } = await signedIn();
  await visitor.signOut();
  expect((await visitor.get("/")).body).toContain("You have been signed out.");
  expect((await visitor.get("/")).body).not.toContain("You have been signed out.");
});

test("sign-out ends only this browser's session", async () => {
  const { user, visitor } = await signedIn();
  const elsewhere = new HttpVisitor();
  await elsewhere.signIn("google", user);
  await visitor.signOut();
  expect(await elsewhere.sessionUser()).not.toBeNull();
});

const ends: Record<string, (tokenHash: string) => PromiseLike<unknown>> = {
  "its row is deleted": (hash) => database()`delete from sessions where token_hash = ${hash}`,
  "its user is deleted": (hash) => database()`
    delete from users where id in (select user_id from sessions where token_hash = ${hash})`,
};

for (const [what, end] of Object.entries(ends)) {
  test(`a session ends after ${what}`, async () => {
    const { visitor } = await signedIn();
    expect(await visitor.sessionUser()).not.toBeNull();
    await end(hashOf(visitor.sessionToken()));
    await expectSignedOut(visitor);
  });
}

const expiries: Record<string, (tokenHash: string) => PromiseLike<unknown>> = {
  "its idle expiry": (hash) => database()`
    update sessions set expires_at = now() - interval '1 second' where token_hash = ${hash}`,
  "its absolute expiry": (hash) => database()`
    update sessions set absolute_expires_at = now() - interval '1 second',
      expires_at = now() + interval '1 day' where token_hash = ${hash}`,
};

for (const [what, expire] of Object.entries(expiries)) {
  test(`a session ends after ${what}`, async () => {
    // Another test's sign-in may delete the expired session, and then this would prove nothing.
    await expect(async () => {
      const { visitor } = await signedIn();
      expect(await visitor.sessionUser()).not.toBeNull();
      const hash = hashOf(visitor.sessionToken());
      await expire(hash);
      await expectSignedOut(visitor);
      const rows = await database()`select id from sessions where token_hash = ${hash}`;
      expect([...rows], "the session is still stored").toHaveLength(1);
    }).toPass({ timeout: 20_000 });
  });
}

test("use extends a session's idle expiry, up to the absolute one", async () => {
  const { visitor } = await signedIn();
  const hash = hashOf(visitor.sessionToken());
  await database()`
    update sessions set last_seen_at = now() - interval '1 hour', expires_at = now() + interval '1 minute',
      absolute_expires_at = date_trunc('second', now()) + interval '1 day' where token_hash = ${hash}`;
  await visitor.get("/");
  const expiry = async () => {
    const [row] = await database()<{ capped: boolean }[]>`
      select expires_at = absolute_expires_at as capped from sessions where token_hash = ${hash}`;
    return row?.capped;
  };
  await expect.poll(expiry).toBe(true);
});

test("no GET request signs out", async () => {
  const { visitor } = await signedIn();
  const fields = formWithButton((await visitor.get("/")).body, "Sign out");
  const query = new URLSearchParams(fields);
  for (const path of [
    `/?${query}`,
    "/sign-out",
    "/api/auth/signout",
    `/api/auth/signout?${query}`,
  ]) {
    await visitor.get(path);
  }
  expect(await visitor.sessionUser()).not.toBeNull();
});

for (const headers of crossSiteHeaders) {
  const from = `Origin ${headers.origin ?? "missing"}, Sec-Fetch-Site ${headers["sec-fetch-site"]}`;
  test(`a sign-out form with ${from} is rejected and the session stays`, async () => {
    const { visitor } = await signedIn();
    const response = await visitor.signOut(headers);
    expect(response.status).toBe(403);
    expect(await visitor.sessionUser()).not.toBeNull();
  });
}

test("pages that depend on the session are not cached", async () => {
  const { visitor } = await signedIn();
  for (const path of ["/", "/account", "/sign-in", "/api/auth/session"]) {
    expect((await visitor.get(path)).headers["cache-control"], path).toContain("no-store");
  }
});
