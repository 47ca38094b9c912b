import { expect, test } from "@playwright/test";
import {
  connectionsPath,
  deviceCookie,
  disconnectPath,
  expectRedirect,
  press,
  withBoth,
} from "./support/account-centre";
import { type Account, control, providerNames } from "./support/control";
import { countRowsOf, database, rowsOf } from "./support/database";
import { guidedPath, reachPendingLink } from "./support/guided-linking";
import type { HttpResponse } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { makeRecovery, recoveryPath } from "./support/operator-links";
import { expectSignedOut } from "./support/session";
import { makeTestUser, uniqueAddress, verified } from "./support/test-user";
import { runUsers } from "./support/users-command";

const reason = "Spam <b>& more</b> \u202eevil";
const title = "Your account is suspended";

async function suspend(account: Account): Promise<string> {
  const [user] = (await rowsOf(account)).users;
  if (!user) throw new Error("there is no such user");
  await runUsers("suspend", user.id, "--reason", reason);
  return user.id;
}

function expectSuspended(response: HttpResponse, { reads = true } = {}): void {
  expect([response.status, response.location]).toEqual([403, null]);
  expect(response.body).toContain(title);
  expect(response.body.includes("Spam &#60;b&#62;&#38; more&#60;/b&#62; evil")).toBe(reads);
  expect(response.body).not.toContain("<b>&");
}

async function expectOut(account: Account): Promise<void> {
  const before = await countRowsOf(account);
  for (const provider of providerNames.filter((name) => account[name])) {
    const visitor = new HttpVisitor();
    expectSuspended(await visitor.signIn(provider, account));
    expect(visitor.sessionToken()).toBe("");
  }
  expect(await countRowsOf(account)).toEqual(before);
}

test("a suspended user is out at once, on every device and at every provider, and reads why", async () => {
  const { account } = await makeTestUser();
  const devices = [new HttpVisitor(), new HttpVisitor()] as const;
  await devices[0].signIn("google", account);
  await devices[1].signIn("github", account);
  await suspend(account);
  expect((await devices[0].get("/sign-in")).body).toContain(
    "The people who run this site signed you out.",
  );
  for (const device of devices) await expectSignedOut(device);
  await expectOut(account);
});

test("a sign-in that was under way during the suspension opens no session", async () => {
  const { account } = await makeTestUser();
  await new HttpVisitor().signIn("google", account);
  const visitor = new HttpVisitor();
  const callback = await visitor.reachCallback("google", account);
  await suspend(account);
  expectSuspended(await visitor.follow(callback));
  await expectSignedOut(visitor);
});

test("a pending link from before the suspension neither connects nor starts a new account", async () => {
  const { account, visitor, signInAsOwner } = await reachPendingLink();
  await suspend(account);
  const before = await countRowsOf(account);
  const response = await visitor.press(guidedPath, "Start a new account");
  expect([response.status, response.location]).toEqual([303, "/sign-in"]);
  expect((await visitor.get("/sign-in")).body).toContain("This account is suspended.");
  expectSuspended(await signInAsOwner());
  await expectSignedOut(visitor);
  expect(await countRowsOf(account)).toEqual(before);
});

test("an account that was removed before the suspension comes back neither by its page nor anew", async () => {
  const { user, visitor, ids } = await withBoth();
  expectRedirect(await press(visitor, disconnectPath(ids.google), "Disconnect"), connectionsPath);
  const browser = new HttpVisitor();
  browser.jar.set(deviceCookie, visitor.jar.get(deviceCookie) ?? "");
  expectRedirect(await browser.signIn("google", user), "/sign-in/removed");
  await suspend(user);
  const response = await browser.press("/sign-in/removed", "Restore Google");
  expect([response.status, response.location]).toEqual([303, "/sign-in"]);
  await expectSignedOut(browser);
  await expectOut(user);
});

test("no recovery link gets a suspended user back, from before the suspension or after it", async () => {
  const { account } = await makeTestUser();
  await new HttpVisitor().signIn("google", account);
  const [user] = (await rowsOf(account)).users;
  const before = await makeRecovery(user?.id ?? "");
  await suspend(account);
  const stranger = await makeTestUser();
  const visitor = new HttpVisitor();
  const callback = await visitor.reachCallback("github", stranger.account, recoveryPath(before));
  expect((await visitor.follow(callback)).body).toContain("This recovery link can’t be used");
  // Whoever makes one past the command line, which refuses to.
  const after = await makeRecovery(user?.id ?? "");
  const other = new HttpVisitor();
  const second = await other.reachCallback("github", stranger.account, recoveryPath(after));
  expectSuspended(await other.follow(second));
  await expectSignedOut(other);
  expect(await database()`select from accounts where user_id = ${user?.id ?? ""}`).toHaveLength(1);
});

test("a suspended user who is deleted can't sign up again, until an operator restores them", async () => {
  const { account, address } = await makeTestUser();
  for (const provider of providerNames) await new HttpVisitor().signIn(provider, account);
  const id = await suspend(account);
  await runUsers("delete", id);
  expect((await rowsOf(account)).users).toEqual([]);
  await expectOut(account);
  // By the account, with another address.
  await control.changeAccount(account.id, { google: { email: uniqueAddress() } });
  expectSuspended(await new HttpVisitor().signIn("google", account));
  // By the address, with another account: it may be someone else's by now.
  const next = await control.createAccount({ google: { email: address.toUpperCase() } });
  expectSuspended(await new HttpVisitor().signIn("google", next), { reads: false });
  await runUsers("restore", address);
  const visitor = new HttpVisitor();
  expect((await visitor.signIn("google", next)).location).toBe("/");
});

test("whoever has a suspended user's address, and none of their accounts, learns nothing else", async () => {
  const { account, address } = await makeTestUser();
  await new HttpVisitor().signIn("google", account);
  await suspend(account);
  const other = await control.createAccount({ google: { email: address } });
  const visitor = new HttpVisitor();
  expectSuspended(await visitor.signIn("google", other), { reads: false });
  expect((await visitor.get(guidedPath)).location).toMatch(/^\/sign-in/);
  const elsewhere = await control.createAccount({
    github: { user: { login: `x${Date.now()}` }, emails: verified(uniqueAddress()) },
  });
  expect((await new HttpVisitor().signIn("github", elsewhere)).location).toBe("/");
});
