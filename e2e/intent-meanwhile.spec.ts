import { expect, test } from "@playwright/test";
import { plainText, signedIn } from "./support/account-centre";
import {
  comingBack,
  expectHome,
  expectNothingAttached,
  intentCookie,
  plant,
  type Scene,
} from "./support/coming-back";
import { type Account, control } from "./support/control";
import { countRowsOf, database } from "./support/database";
import { HttpVisitor, hashOf, sessionCookie } from "./support/http-visitor";
import { activityOf, connectedProviders } from "./support/visitor-rows";

/** What may happen between leaving for the provider and coming back. */
const meanwhile: Record<string, (scene: Scene) => Promise<unknown>> = {
  "signing out": async ({ visitor }) => {
    const left = visitor.jar.copy();
    await visitor.signOut();
    left.delete(sessionCookie);
    visitor.jar = left;
  },
  "signing out and in again": ({ visitor, owner }) => signInAgain(visitor, owner),
  "signing in as somebody else": async ({ visitor }) =>
    signInAgain(visitor, await control.createAccount({ google: {} })),
  "the session was ended elsewhere": ({ visitor }) =>
    database()`delete from sessions where token_hash = ${hashOf(visitor.sessionToken())}`,
  "the session expired": ({ visitor }) => database()`
    update sessions set expires_at = now() - interval '1 second'
    where token_hash = ${hashOf(visitor.sessionToken())}`,
  "the person was deleted": ({ visitor }) => database()`
    delete from users where id in (
      select user_id from sessions where token_hash = ${hashOf(visitor.sessionToken())}
    )`,
};

/** Signs out and in, and puts back the cookies of the request that was on its way before. */
async function signInAgain(visitor: HttpVisitor, account: Account): Promise<void> {
  const left = visitor.jar.copy();
  await visitor.signOut();
  await visitor.signIn("google", account);
  left.set(sessionCookie, visitor.sessionToken());
  visitor.jar = left;
}

for (const [what, happen] of Object.entries(meanwhile)) {
  test(`coming back after ${what} attaches nothing to anybody and says so`, async () => {
    const scene = await comingBack();
    await happen(scene);
    const token = scene.visitor.sessionToken();
    const response = await scene.visitor.follow(scene.url);
    expect(response.status).toBe(401);
    expect(plainText(response.body)).toContain("You were signed out in the meantime");
    expect(scene.visitor.sessionToken()).toBe(token);
    await expectNothingAttached(scene);
  });
}

test("an intent that was used does nothing a second time", async () => {
  const scene = await comingBack();
  const { visitor, spare, url } = scene;
  const before = visitor.jar.copy();
  await visitor.follow(url);
  expect(visitor.jar.names()).not.toContain(intentCookie);
  const [token, noted] = [visitor.sessionToken(), await activityOf(visitor)];

  // With the session's token of today, and with the one that it had then.
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

test("a failed callback uses its intent up", async () => {
  const scene = await comingBack();
  const spoilt = new URL(scene.url);
  spoilt.searchParams.set("state", "wrong");
  expect((await scene.visitor.follow(spoilt)).status).toBe(401);
  expect(scene.visitor.jar.names()).not.toContain(intentCookie);
  await expectHome(scene, await scene.visitor.follow(scene.url), scene.visitor.sessionToken());
  await expectNothingAttached(scene);
});

test("the callback of a connection that was begun in another browser attaches nothing", async () => {
  const scene = await comingBack();
  const another = await signedIn(await control.createAccount({ google: {} }));
  expect((await another.follow(scene.url)).location).toBe("/");
  expect(await connectedProviders(another)).toEqual(["google"]);
  expect((await new HttpVisitor().follow(scene.url)).status).toBe(401);
  await expectNothingAttached(scene);
});

test("an attacker who plants all cookies of their own request attaches nothing to the victim", async () => {
  const attacker = await comingBack();
  const victim = await signedIn(await control.createAccount({ google: {} }));
  const token = victim.sessionToken();
  plant(attacker.visitor, victim);
  const response = await victim.follow(attacker.url);
  expect(response.status).toBe(401);
  expect(plainText(response.body)).toContain("You were signed out in the meantime");
  expect(victim.sessionToken()).toBe(token);
  expect(await connectedProviders(victim)).toEqual(["google"]);
  await expectNothingAttached(attacker);
});

test("an attacker's code at the callback of a victim who is connecting attaches nothing", async () => {
  const [victim, attacker] = [await comingBack(), await comingBack()];
  const url = new URL(victim.url);
  url.searchParams.set("code", attacker.url.searchParams.get("code") ?? "");
  const response = await victim.visitor.follow(url);
  expect(response.status).toBe(401);
  expect(response.body).toContain("GitHub could not confirm who you are");
  await expectNothingAttached(victim);
  await expectNothingAttached(attacker);
});
