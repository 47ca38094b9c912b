import { expect, test } from "@playwright/test";
import {
  expectRedirect,
  forged,
  formOn,
  fromAnotherSite,
  press,
  signedIn,
  signedInAgain,
  signInTo,
  textOf,
} from "./support/account-centre";
import { control } from "./support/control";
import { countRowsOf, database } from "./support/database";
import type { FormField } from "./support/html-form";
import type { HttpVisitor } from "./support/http-visitor";
import { verified } from "./support/test-user";
import { activityOf, connectionId } from "./support/visitor-rows";

const accountPath = "/account";
const useAddress = "Use this address";
const newAddress = () => `new-${crypto.randomUUID()}@example.com`;

/** A user whose address at Google has changed, and who has signed in with it since. */
async function moved(to = newAddress()) {
  const user = await control.createAccount({ google: {} });
  const before = String(user.google?.email);
  const first = await signedIn(user);
  await control.changeAccount(user.id, { google: { email: to } });
  return { user, before, to, first, visitor: await signedInAgain(first, user) };
}

const addressOf = async (visitor: HttpVisitor) => (await visitor.sessionUser())?.email;

test("a changed address at the provider changes neither the user nor their address", async () => {
  const { user, before, to, first, visitor } = await moved();
  expect((await visitor.sessionUser())?.id).toBe((await first.sessionUser())?.id);
  expect(await addressOf(visitor)).toBe(before);
  expect(await countRowsOf({ ...user })).toEqual({ users: 1, accounts: 1, sessions: 2 });
  const text = await textOf(visitor, accountPath);
  expect(text).toContain(before);
  expect(text).toContain(`Your address at Google is ${to}`);
});

test("the account page takes over the new address on request, and records that without the address", async () => {
  const { before, to, visitor } = await moved();
  expectRedirect(await press(visitor, accountPath, useAddress), accountPath);
  const text = await textOf(visitor, accountPath);
  expect(text).toContain("Email address updated.");
  expect(text).toContain(to);
  expect(text).not.toContain(before);
  expect(text).not.toContain(useAddress);
  expect(await addressOf(visitor)).toBe(to);
  const noted = await activityOf(visitor);
  expect(noted).toContain("address-changed google");
  expect(noted.join()).not.toContain("@");
});

test("a new address that differs only in letter case is the same address", async () => {
  const user = await control.createAccount({ google: {} });
  await signedIn(user);
  const email = String(user.google?.email);
  await control.changeAccount(user.id, { google: { email: email.toUpperCase() } });
  const visitor = await signedIn(user);
  expect(await textOf(visitor, accountPath)).not.toContain(useAddress);
  expect(await addressOf(visitor)).toBe(email);
});

test("an address that the provider no longer verifies is not offered and does not sign in", async () => {
  const user = await control.createAccount({ google: {} });
  const visitor = await signedIn(user);
  const email = newAddress();
  await control.changeAccount(user.id, { google: { email, email_verified: false } });
  const again = await visitor.get("/");
  expect(again.status).toBe(200);
  await visitor.signOut();
  expect((await visitor.signIn("google", user)).status).toBe(401);
  await control.changeAccount(user.id, {
    google: { email: user.google?.email, email_verified: true },
  });
  await visitor.signIn("google", user);
  expect(await textOf(visitor, accountPath)).not.toContain(email);
});

test("a form that is sent twice changes the address once", async () => {
  const { to, visitor } = await moved();
  const form = await formOn(visitor, accountPath, useAddress);
  for (let time = 0; time < 2; time++) {
    expectRedirect(await visitor.submit(accountPath, form), accountPath);
  }
  expect(await addressOf(visitor)).toBe(to);
  const noted = await activityOf(visitor);
  expect(noted.filter((entry) => entry === "address-changed google")).toHaveLength(1);
});

test("another user's address is not taken over, and the page says why", async () => {
  const other = await control.createAccount({ google: {} });
  const owner = await signedIn(other);
  const { before, visitor } = await moved(String(other.google?.email));
  expectRedirect(await press(visitor, accountPath, useAddress), accountPath);
  expect(await textOf(visitor, accountPath)).toContain(
    "This address belongs to another account here.",
  );
  expect(await addressOf(visitor)).toBe(before);
  expect(await addressOf(owner)).toBe(other.google?.email);
  expect(await activityOf(visitor)).not.toContain("address-changed google");
});

/** Dates the last use of the user's accounts this many days back. */
async function ageAccounts(visitor: HttpVisitor, days: number) {
  const userId = String((await visitor.sessionUser())?.id);
  await database()`
    update accounts set last_used_at = now() - ${days} * interval '1 day' where user_id = ${userId}`;
}

test("an address that was confirmed 300 days ago is not taken over, and the page says why", async () => {
  const { user, before, to, visitor } = await moved();
  const form = await formOn(visitor, accountPath, useAddress);
  await ageAccounts(visitor, 300);
  const text = await textOf(visitor, accountPath);
  expect(text).toContain("To use it, sign in with Google again.");
  expect(text).not.toContain(useAddress);
  expectRedirect(await visitor.submit(accountPath, form), accountPath);
  expect(await textOf(visitor, accountPath)).toContain("That address was confirmed too long ago.");
  expect(await addressOf(visitor)).toBe(before);

  const again = await signedInAgain(visitor, user);
  expectRedirect(await press(again, accountPath, useAddress), accountPath);
  expect(await addressOf(again)).toBe(to);
});

test("the former owner of a recycled address doesn't keep it from its next owner for good", async () => {
  const former = await signedIn(await control.createAccount({ google: {} }));
  const address = String(await addressOf(former));
  await ageAccounts(former, 300);
  const { visitor } = await moved(address);
  expectRedirect(await press(visitor, accountPath, useAddress), accountPath);
  expect(await addressOf(visitor)).toBe(address);
  expect(await textOf(former, accountPath)).toContain("No longer confirmed as yours");
  expect(await activityOf(former)).toContain("address-released google");
});

test("of two users who take over one address at the same moment, one gets it", async () => {
  const to = newAddress();
  const [first, second] = [await moved(to), await moved(to)];
  const users = [first, second];
  const forms = await Promise.all(
    users.map(({ visitor }) => formOn(visitor, accountPath, useAddress)),
  );
  await Promise.all(
    users.map(({ visitor }, i) => visitor.submit(accountPath, forms[i] as FormField[])),
  );
  const addresses = await Promise.all(users.map(({ visitor }) => addressOf(visitor)));
  expect(addresses.filter((address) => address === to)).toHaveLength(1);
});

test("the address of another user's account cannot be taken over", async () => {
  const [mine, theirs] = [await moved(), await moved()];
  const form = await formOn(mine.visitor, accountPath, useAddress);
  const foreign = await connectionId(theirs.visitor, "google");
  const ids = [foreign, crypto.randomUUID(), "garbage", ""];
  for (const account of ids) {
    const response = await mine.visitor.submit(accountPath, forged(form, { account }));
    expect([response.status, response.location], account).toEqual([404, null]);
  }
  const doubled = await mine.visitor.submit(accountPath, [...form, ["account", foreign]]);
  expect([doubled.status, doubled.location]).toEqual([404, null]);
  expect(await addressOf(mine.visitor)).toBe(mine.before);
  expect(await addressOf(theirs.visitor)).toBe(theirs.before);
});

test("the form chooses an account; an address in it is ignored", async () => {
  const { visitor, to } = await moved();
  const form = await formOn(visitor, accountPath, useAddress);
  const more: FormField[] = [
    ["email", "evil@example.com"],
    ["address", "evil@example.com"],
  ];
  await visitor.submit(accountPath, [...form, ...more]);
  expect(await addressOf(visitor)).toBe(to);
});

test("a form from another site, or after sign-out, changes no address", async () => {
  const { user, before, visitor } = await moved();
  const form = await formOn(visitor, accountPath, useAddress);
  const response = await visitor.submit(accountPath, form, fromAnotherSite);
  expect([response.status, response.location]).toEqual([403, null]);
  await visitor.signOut();
  expectRedirect(await visitor.submit(accountPath, form), signInTo(accountPath));
  expect(await addressOf(await signedIn(user))).toBe(before);
});

test("an address that its user has replaced is free for its next owner", async () => {
  const { before, visitor } = await moved();
  await press(visitor, accountPath, useAddress);
  const next = await control.createAccount({ github: { emails: verified(before) } });
  const newUser = await signedIn(next, "github");
  expect(await addressOf(newUser)).toBe(before);
  expect((await newUser.sessionUser())?.id).not.toBe((await visitor.sessionUser())?.id);
});
