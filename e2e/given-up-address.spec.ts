import { expect, test } from "@playwright/test";
import {
  continueWith,
  expectRedirect,
  press,
  signedIn,
  textOf,
  walk,
} from "./support/account-centre";
import { control } from "./support/control";
import { database, rowsOf } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { verified } from "./support/test-user";
import { connectedProviders } from "./support/visitor-rows";

const guidedPath = "/sign-in/connect";
const known = "You already have an account here";

/** A user whose address at Google has changed since they signed up. */
async function userWithNewAddress() {
  const owner = await control.createAccount({ google: {} });
  const oldAddress = String(owner.google?.email);
  await signedIn(owner);
  await control.changeAccount(owner.id, {
    google: { email: `new-${crypto.randomUUID()}@example.com` },
  });
  return { owner, oldAddress, visitor: await signedIn(owner) };
}

test("a user's former address does not sign in by itself, as the mailbox may have a new owner", async () => {
  const { owner, oldAddress, visitor } = await userWithNewAddress();
  const eve = await control.createAccount({ github: { emails: verified(oldAddress) } });
  const browser = new HttpVisitor();
  expectRedirect(await browser.signIn("github", eve), guidedPath);
  expect(browser.sessionToken()).toBe("");
  expect(await textOf(browser, guidedPath)).toContain(known);

  const mallory = await control.createAccount({ google: {} });
  const begun = await press(browser, guidedPath, continueWith("google"));
  expectRedirect(await browser.follow(await walk(begun, mallory)), "/");
  expect(await connectedProviders(browser)).toEqual(["google"]);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  expect((await rowsOf(owner)).users).toHaveLength(1);
});

test("an address on an account links only once it is the user's own", async () => {
  const { owner, visitor } = await userWithNewAddress();
  const { users } = await rowsOf(owner);
  const today = (await control.changeAccount(owner.id, { google: {} })).google?.email;
  const before = await control.createAccount({ github: { emails: verified(String(today)) } });
  const apart = await signedIn(before, "github");
  expect((await apart.sessionUser())?.id).not.toBe(users[0]?.id);
  await database()`delete from users where id = ${String((await apart.sessionUser())?.id)}`;

  expectRedirect(await press(visitor, "/account", "Use this address"), "/account");
  const github = await control.createAccount({ github: { emails: verified(String(today)) } });
  const elsewhere = await signedIn(github, "github");
  expect((await elsewhere.sessionUser())?.id).toBe(users[0]?.id);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});
