import { expect, test } from "@playwright/test";
import { signedInUser } from "./support/account-form";
import { crossSiteHeaders } from "./support/cross-site";
import { countRowsOf, database } from "./support/database";
import { formWithButton } from "./support/html-form";
import { HttpVisitor, hashOf } from "./support/http-visitor";
import { expectSignedOut } from "./support/session";

test("after sign-out the token is invalid and its row deleted", async () => {
  const { user, visitor } = await signedInUser();
  const cookie = visitor.jar.header();
  const response = await visitor.signOut();
  expect([response.status, response.location]).toEqual([303, "/"]);
  expect(visitor.sessionToken()).toBe("");
  await expectSignedOut(new HttpVisitor(), cookie);
  expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 1, sessions: 0 });
});

test("after sign-out the next page says so once", async () => {
  const { visitor } = await signedInUser();
  await visitor.signOut();
  expect((await visitor.get("/")).body).toContain("You’re signed out.");
  expect((await visitor.get("/")).body).not.toContain("You’re signed out.");
});

test("sign-out ends only this browser's session", async () => {
  const { user, visitor } = await signedInUser();
  const elsewhere = new HttpVisitor();
  await elsewhere.signIn("google", user.account);
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
    const { visitor } = await signedInUser();
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
      const { visitor } = await signedInUser();
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
  const { visitor } = await signedInUser();
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
  const { visitor } = await signedInUser();
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
    const { visitor } = await signedInUser();
    const response = await visitor.signOut(headers);
    expect(response.status).toBe(403);
    expect(await visitor.sessionUser()).not.toBeNull();
  });
}

test("pages that depend on the session are not cached", async () => {
  const { visitor } = await signedInUser();
  for (const path of ["/", "/account", "/sign-in", "/api/auth/session"]) {
    expect((await visitor.get(path)).headers["cache-control"], path).toContain("no-store");
  }
});
