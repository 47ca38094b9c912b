import { expect, test } from "@playwright/test";
import { expectRedirect, press, signedIn, textOf } from "./support/account-centre";
import { control } from "./support/control";
import { database, rowsOf } from "./support/database";
import {
  alreadyKnown,
  guidedPath,
  signInAsGuided,
  userWithNewAddress,
} from "./support/guided-linking";
import { HttpVisitor } from "./support/http-visitor";
import { verified } from "./support/test-user";
import { connectedProviders } from "./support/visitor-rows";

test("a user's former address does not sign in by itself, as the mailbox may have a new owner", async () => {
  const { account: owner, address, visitor } = await userWithNewAddress();
  const eve = await control.createAccount({ github: { emails: verified(address) } });
  const browser = new HttpVisitor();
  expectRedirect(await browser.signIn("github", eve), guidedPath);
  expect(browser.sessionToken()).toBe("");
  expect(await textOf(browser, guidedPath)).toContain(alreadyKnown);

  const mallory = await control.createAccount({ google: {} });
  expectRedirect(await signInAsGuided(browser, mallory), "/");
  expect(await connectedProviders(browser)).toEqual(["google"]);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  expect((await rowsOf(owner)).users).toHaveLength(1);
});

test("an address on an account links only once it is the user's own", async () => {
  const { account: owner, visitor } = await userWithNewAddress();
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
