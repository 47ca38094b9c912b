import { expect, test } from "@playwright/test";
import { type AppServer, signInSettings, startApp } from "./support/app-server";
import { control } from "./support/control";
import { countRowsOf } from "./support/database";
import { formWithButton } from "./support/html-form";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";

let one: AppServer;
let other: AppServer;

test.beforeAll(async () => {
  // Both instances need the same AUTH_SECRET.
  const settings = signInSettings();
  [one, other] = await Promise.all([startApp(settings), startApp(settings)]);
});

test.afterAll(() => Promise.all([one?.stop(), other?.stop()]));

/** The same browser at another instance, as behind a load balancer. */
function at(app: AppServer, visitor: HttpVisitor): HttpVisitor {
  const moved = new HttpVisitor(app.url);
  moved.jar = visitor.jar;
  return moved;
}

for (const provider of ["google", "github"] as const) {
  test(`a sign-in with ${provider} starts on one instance, finishes on the other and is valid on both`, async () => {
    const user = await control.createAccount({ google: {}, github: {} });
    const visitor = new HttpVisitor(one.url);
    const callback = await visitor.reachCallback(provider, user);
    const before = visitor.jar.copy();
    expect((await at(other, visitor).follow(callback)).status).toBe(303);
    for (const app of [one, other]) {
      expect(await at(app, visitor).sessionUser()).not.toBeNull();
    }
    // The callback was used at the other instance, so this one rejects it, with or without its cookie.
    visitor.jar.delete(sessionCookie);
    expect((await visitor.follow(callback)).status).toBe(401);
    visitor.jar = before;
    expect((await visitor.follow(callback)).status).toBe(401);
    expect(await countRowsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 1 });
  });
}

test("a session that ends on one instance is invalid on the other at once", async () => {
  const user = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(one.url);
  await visitor.signIn("google", user);
  const elsewhere = new HttpVisitor(other.url);
  await elsewhere.signIn("google", user);
  const page = await visitor.get("/account/sessions/others");
  const fields = formWithButton(page.body, "Sign out all other devices");
  await visitor.submit("/account/sessions/others", fields);
  expect(await elsewhere.sessionUser()).toBeNull();
  expect(await at(one, elsewhere).sessionUser()).toBeNull();
  expect(await at(other, visitor).sessionUser()).not.toBeNull();

  const cookie = visitor.jar.copy();
  await visitor.signOut();
  visitor.jar = cookie;
  for (const app of [one, other]) expect(await at(app, visitor).sessionUser()).toBeNull();
});

test("a message set by one instance is shown once by the other", async () => {
  const visitor = new HttpVisitor(one.url);
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  await visitor.signOut();
  const elsewhere = at(other, visitor);
  expect((await elsewhere.get("/")).body).toContain("You’re signed out.");
  expect((await visitor.get("/")).body).not.toContain("You’re signed out.");
});
