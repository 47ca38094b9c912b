import { expect, test } from "@playwright/test";
import { plainText, signedIn } from "./support/account-centre";
import { type Account, control } from "./support/control";
import { countRowsOf, database } from "./support/database";
import { flowCookie, flowsIn } from "./support/flow-cookie";
import { HttpVisitor, hashOf, sessionCookie } from "./support/http-visitor";
import {
  copyCookies,
  expectHome,
  expectNothingAttached,
  type ReturningUser,
  returningUser,
} from "./support/returning-user";
import { activityOf, connectedProviders } from "./support/visitor-rows";

/** What may happen between the request to the provider and the callback. */
const meanwhile: Record<string, (returning: ReturningUser) => Promise<unknown>> = {
  "signing out": ({ visitor }) => visitor.signOut(),
  "signing out and in again": ({ visitor, owner }) => signInAgain(visitor, owner),
  "signing in as another user": async ({ visitor }) =>
    signInAgain(visitor, await control.createAccount({ google: {} })),
  "the end of the session": ({ visitor }) =>
    database()`delete from sessions where token_hash = ${hashOf(visitor.sessionToken())}`,
  "the expiry of the session": ({ visitor }) => database()`
    update sessions set expires_at = now() - interval '1 second'
    where token_hash = ${hashOf(visitor.sessionToken())}`,
  "the deletion of the user": ({ visitor }) => database()`
    delete from users where id in (
      select user_id from sessions where token_hash = ${hashOf(visitor.sessionToken())}
    )`,
};

async function signInAgain(visitor: HttpVisitor, account: Account): Promise<void> {
  await visitor.signOut();
  await visitor.signIn("google", account);
}

for (const [what, happen] of Object.entries(meanwhile)) {
  test(`a callback after ${what} connects nothing and says so`, async () => {
    const returning = await returningUser();
    await happen(returning);
    const token = returning.visitor.sessionToken();
    const response = await returning.visitor.follow(returning.url);
    expect(response.status).toBe(401);
    expect(plainText(response.body)).toContain("You were signed out in the meantime");
    expect(returning.visitor.sessionToken()).toBe(token);
    await expectNothingAttached(returning);
  });
}

test("an intent that was used does nothing a second time", async () => {
  const returning = await returningUser();
  const { visitor, spare, url } = returning;
  const before = visitor.jar.copy();
  await visitor.follow(url);
  expect(flowsIn(visitor)).toEqual([]);
  const [token, noted] = [visitor.sessionToken(), await activityOf(visitor)];

  // With the session's current token, and with the one it had before connecting.
  for (const session of [token, before.get(sessionCookie) ?? ""]) {
    const replaying = new HttpVisitor();
    replaying.jar = before.copy();
    replaying.jar.set(sessionCookie, session);
    expect((await replaying.follow(url)).status).toBe(401);
    expect(replaying.sessionToken()).toBe(session);
  }
  expect(await activityOf(visitor)).toEqual(noted);
  expect(await countRowsOf(spare)).toEqual({ users: 1, accounts: 2, sessions: 1 });
});

test("a failed callback ends its intent", async () => {
  const returning = await returningUser();
  const { visitor, url } = returning;
  const failing = new URL(url);
  failing.searchParams.delete("code");
  expect((await visitor.follow(failing)).status).toBe(401);
  expect(flowsIn(visitor)).toEqual([]);
  await expectHome(returning, await visitor.follow(url), visitor.sessionToken());
  await expectNothingAttached(returning);
});

test("a forged callback does not end an intent", async () => {
  const returning = await returningUser();
  const { visitor, url } = returning;
  const forged = new URL(url);
  forged.searchParams.set("state", "wrong");
  await expectHome(returning, await visitor.follow(forged), visitor.sessionToken());
  expect(flowsIn(visitor)).toEqual([flowCookie(url)]);
  await visitor.follow(url);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});

test("the callback of a flow from another browser connects nothing", async () => {
  const returning = await returningUser();
  const another = await signedIn(await control.createAccount({ google: {} }));
  expect((await another.follow(returning.url)).location).toBe("/");
  expect(await connectedProviders(another)).toEqual(["google"]);
  expect((await new HttpVisitor().follow(returning.url)).status).toBe(401);
  await expectNothingAttached(returning);
});

test("an attacker who plants all cookies of their own flow connects nothing to the victim", async () => {
  const attacker = await returningUser();
  const victim = await signedIn(await control.createAccount({ google: {} }));
  const token = victim.sessionToken();
  copyCookies(attacker.visitor, victim);
  const response = await victim.follow(attacker.url);
  expect(response.status).toBe(401);
  expect(plainText(response.body)).toContain("You were signed out in the meantime");
  expect(victim.sessionToken()).toBe(token);
  expect(await connectedProviders(victim)).toEqual(["google"]);
  await expectNothingAttached(attacker);
});

test("an attacker's code at the callback of a victim who is connecting connects nothing", async () => {
  const [victim, attacker] = [await returningUser(), await returningUser()];
  const url = new URL(victim.url);
  url.searchParams.set("code", attacker.url.searchParams.get("code") ?? "");
  const response = await victim.visitor.follow(url);
  expect(response.status).toBe(401);
  expect(response.body).toContain("GitHub couldn’t confirm who you are");
  await expectNothingAttached(victim);
  await expectNothingAttached(attacker);
});
