import { expect, test } from "@playwright/test";
import {
  connectButton,
  connectionsPath,
  continueWith,
  disconnectPath,
  expectRedirect,
  press,
  signedIn,
  textOf,
} from "./support/account-centre";
import { control } from "./support/control";
import { countRowsOf, database, rowsOf } from "./support/database";
import {
  alreadyKnown,
  expectNoPendingLink,
  guided,
  guidedPath,
  newUser,
  offered,
  pendingLinkCookie,
  pendingLinkPath,
  shareStrictApp,
  signInAsGuided,
} from "./support/guided-linking";
import { HttpVisitor } from "./support/http-visitor";
import { unverified } from "./support/test-user";
import { activityOf, connectedProviders, connectionId, sessionOf } from "./support/visitor-rows";

// The tests share one app.
test.describe.configure({ mode: "default" });

const shared = shareStrictApp();

test("a visitor with a known address at another provider is told how to sign in, and is not signed in", async () => {
  const { user, before, visitor } = await guided(shared.app);
  expect(visitor.sessionToken()).toBe("");
  expect(await countRowsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 1 });
  expect(await activityOf(before)).toContain("sign-in-refused github not-connected");

  const page = await visitor.get(guidedPath);
  const text = await textOf(visitor, guidedPath);
  expect(text).toContain(alreadyKnown);
  expect(text).toContain(continueWith("google"));
  expect(text).not.toContain(continueWith("github"));
  const { username, id, name } = (await before.sessionUser()) ?? {};
  for (const secret of [id, username, name]) expect(page.body).not.toContain(String(secret));
});

test("a visitor whose known address has no provider yet is told whom to ask", async () => {
  const { user, visitor } = await guided(shared.app);
  const { users } = await rowsOf(user);
  await database()`delete from accounts where user_id = ${users[0]?.id ?? null}`;
  expectRedirect(await visitor.signIn("github", user), guidedPath);
  const text = await textOf(visitor, guidedPath);
  expect(text).toContain("No provider is connected to it yet. Ask the people who run this site");
  expect(text).not.toContain("usually sign in with");
});

test("after the sign-in that the page asks for, one press connects, and both providers sign in", async () => {
  const { user, before, visitor } = await offered(shared.app);
  expect(await textOf(visitor, pendingLinkPath)).toContain("Connect GitHub?");
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  const [session, token] = [await sessionOf(visitor), visitor.sessionToken()];

  expectRedirect(await press(visitor, pendingLinkPath, connectButton("github")), connectionsPath);
  expect(await textOf(visitor, connectionsPath)).toContain("GitHub is connected.");
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  expect((await sessionOf(visitor)).id).toBe(session.id);
  // The token stays the same, so that the second press of a double click still has a session.
  expect(visitor.sessionToken()).toBe(token);
  expect(await activityOf(visitor)).toContain("connected github");
  await expectNoPendingLink(visitor);
  for (const provider of ["google", "github"] as const) {
    const elsewhere = await signedIn(user, provider, shared.app.url);
    expect(await elsewhere.sessionUser()).toEqual(await before.sessionUser());
  }
});

test('"Not now" connects nothing, and the app does not ask again', async () => {
  const { user, visitor } = await offered(shared.app);
  expectRedirect(await press(visitor, pendingLinkPath, "Not now"), connectionsPath);
  expect(visitor.jar.names()).not.toContain(pendingLinkCookie);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  await expectNoPendingLink(visitor);
  await visitor.signOut();
  expectRedirect(await visitor.signIn("google", user), "/");
});

test("an ignored offer connects nothing", async () => {
  const { visitor } = await offered(shared.app);
  for (const path of [pendingLinkPath, connectionsPath, "/", guidedPath]) await visitor.get(path);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
});

test("signing in as another user drops the pending link", async () => {
  const { visitor } = await guided(shared.app);
  expectRedirect(await signInAsGuided(visitor, await newUser()), "/");
  expect(visitor.jar.names()).not.toContain(pendingLinkCookie);
  await expectNoPendingLink(visitor);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
});

test("signing up from the guided page drops the pending link", async () => {
  const { visitor, user } = await guided(shared.app);
  const fresh = await control.createAccount({ github: {} });
  expectRedirect(await visitor.signIn("github", fresh), "/");
  expect(visitor.jar.names()).not.toContain(pendingLinkCookie);
  expect((await rowsOf(user)).accounts.map(({ provider }) => provider)).toEqual(["google"]);
});

test("a visitor with an unverified address does not learn that it is known", async () => {
  const user = await newUser();
  await signedIn(user, "google", shared.app.url);
  const email = user.google?.email;
  const unproved = await control.createAccount({
    github: { emails: unverified(String(email)) },
  });
  const visitor = new HttpVisitor(shared.app.url);
  const response = await visitor.signIn("github", unproved);
  expect(response.status).toBe(401);
  expect(response.body).not.toContain(alreadyKnown);
  expect(visitor.jar.names()).not.toContain(pendingLinkCookie);

  for (const cookie of [undefined, "garbage"]) {
    if (cookie) visitor.jar.set(pendingLinkCookie, cookie);
    const page = await visitor.get(guidedPath);
    expect([page.status, page.location]).toEqual([307, "/sign-in"]);
  }
});

test("the guided page redirects signed-in users to the offer, or to their connections", async () => {
  const { visitor } = await offered(shared.app);
  expect((await visitor.get(guidedPath)).location).toBe(pendingLinkPath);
  await expectNoPendingLink(await signedIn(await newUser(), "google", shared.app.url));
});

test("after disconnecting, signing in with the provider leads to the page that says so", async () => {
  const { user, before, visitor } = await offered(shared.app);
  await press(visitor, pendingLinkPath, connectButton("github"));
  // The offer doesn't wait on a new device, and disconnecting does.
  const path = disconnectPath(await connectionId(visitor, "github"));
  expectRedirect(await press(before, path, "Disconnect"), connectionsPath);
  expectRedirect(await new HttpVisitor(shared.app.url).signIn("github", user), "/sign-in/removed");
});
