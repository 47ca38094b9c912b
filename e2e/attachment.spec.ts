import { expect, test } from "@playwright/test";
import { control } from "./support/control";
import { countRowsOf, database, noRows } from "./support/database";
import { flowsIn } from "./support/flow-cookie";
import { findForm } from "./support/html-form";
import { HttpVisitor, hashOf, sessionCookie } from "./support/http-visitor";

/** A signed-in user, and the callback of another person's sign-in in the same browser. */
async function arriveSignedIn() {
  const owner = await control.createAccount({ google: {} });
  const otherUser = await control.createAccount({ github: {} });
  const visitor = new HttpVisitor();
  await visitor.signIn("google", owner);
  const other = new HttpVisitor();
  const url = await other.reachCallback("github", otherUser);
  for (const name of other.jar.names()) visitor.jar.set(name, other.jar.get(name) ?? "");
  return { owner, otherUser, visitor, url };
}

test("a sign-in that ends in a signed-in browser redirects home and connects nothing", async () => {
  const { owner, otherUser, visitor, url } = await arriveSignedIn();
  const token = visitor.sessionToken();
  const response = await visitor.follow(url);
  expect([response.status, response.location]).toEqual([303, "/"]);
  expect(visitor.sessionToken()).toBe(token);
  expect(await countRowsOf(owner)).toEqual({ users: 1, accounts: 1, sessions: 1 });
  expect(await countRowsOf(otherUser)).toEqual(noRows);
  const asked = (await control.requests(otherUser.id)).map(({ endpoint }) => endpoint);
  expect(asked).toEqual(["authorize"]);
});

test("a signed-in user who starts a sign-in is redirected home", async () => {
  const owner = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor();
  const { fields, action } = findForm((await visitor.get("/")).body, "Continue with GitHub");
  await visitor.signIn("google", owner);
  const response = await visitor.submit(action, fields);
  expect([response.status, response.location]).toEqual([303, "/"]);
  expect(flowsIn(visitor)).toEqual([]);
  const page = await visitor.get("/sign-in");
  expect(page.status).toBe(307);
  expect(page.location).toBe("/");
});

test("a sign-in after the session expired does not connect to the former user", async () => {
  for (const column of ["expires_at", "absolute_expires_at"]) {
    const { owner, otherUser, visitor, url } = await arriveSignedIn();
    const sql = database();
    await sql`
      update sessions set ${sql(column)} = now() - interval '1 minute'
      where token_hash = ${hashOf(visitor.sessionToken())}`;
    expect((await visitor.follow(url)).status).toBe(303);
    const emails = otherUser.github?.emails.map(({ email }) => email);
    expect((await visitor.sessionUser())?.email).toBe(emails?.[0]);
    expect(await countRowsOf(otherUser)).toEqual({ users: 1, accounts: 1, sessions: 1 });
    expect((await countRowsOf(owner)).accounts).toBe(1);
  }
});

const planted = {
  "a token that an attacker made up": "A".repeat(43),
  "another shape of token": "3f1c9d0a-5f0e-4f5e-9a3c-2f3f5a0f7b11",
  "no token at all": "",
  "a structured value": "%7B%22user%22%3A1%7D",
};

for (const [what, value] of Object.entries(planted)) {
  test(`a planted session cookie with ${what} gets no account and is replaced`, async () => {
    const user = await control.createAccount({ google: {} });
    const visitor = new HttpVisitor();
    const url = await visitor.reachCallback("google", user);
    visitor.jar.set(sessionCookie, value);
    expect((await visitor.follow(url)).status).toBe(303);
    expect(visitor.sessionToken()).not.toBe(value);
    expect((await visitor.sessionUser())?.email).toBe(user.google?.email);
    expect(await countRowsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 1 });
  });
}
