import { expect, test } from "@playwright/test";
import {
  connectButton,
  expectRedirect,
  formOn,
  fromAnotherSite,
  press,
  signedIn,
  textOf,
} from "./support/account-centre";
import { database } from "./support/database";
import {
  acceptForm,
  guided,
  guidedPath,
  offered,
  pendingLinkCookie,
  pendingLinkPath,
  shareStrictApp,
  signInAsGuided,
} from "./support/guided-linking";
import { HttpVisitor } from "./support/http-visitor";
import { connectedProviders, sessionOf } from "./support/visitor-rows";

// The tests share one app.
test.describe.configure({ mode: "default" });

const shared = shareStrictApp();

const startNew = "Start a new account";
const ownersOf = async (email: string) => {
  const rows = await database()`select id, email_verified is not null as confirmed
    from users where email = ${email}`;
  return Object.fromEntries(rows.map(({ id, confirmed }) => [id, confirmed]));
};

test("a guided visitor starts a new account, which then has the address", async () => {
  const { user, before, visitor } = await guided(shared.app);
  expectRedirect(await press(visitor, guidedPath, startNew), "/");
  expect(await textOf(visitor, "/")).toContain("Your new account is ready.");
  const [former, fresh] = await Promise.all([sessionOf(before), sessionOf(visitor)]);
  expect(await ownersOf(String(user.google?.email))).toEqual({
    [former.user_id]: false,
    [fresh.user_id]: true,
  });
  expect(await connectedProviders(visitor)).toEqual(["github"]);
  expect(await textOf(before, "/account")).toContain("No longer confirmed");
  const again = await signedIn(user, "github", shared.app.url);
  expect((await sessionOf(again)).user_id).toBe(fresh.user_id);
  const formerAgain = await signedIn(user, "google", shared.app.url);
  expect((await sessionOf(formerAgain)).user_id).toBe(former.user_id);
});

test("a kept form and cookie start no second account", async () => {
  const { user, visitor } = await guided(shared.app);
  const form = await formOn(visitor, guidedPath, startNew);
  const cookie = visitor.jar.get(pendingLinkCookie) ?? "";
  const other = new HttpVisitor(shared.app.url);
  for (const browser of [visitor, other, other]) {
    browser.jar.set(pendingLinkCookie, cookie);
    await browser.submit(guidedPath, form);
  }
  expect(other.sessionToken()).toBe("");
  expect(Object.keys(await ownersOf(String(user.google?.email)))).toHaveLength(2);
  expect(await textOf(other, "/sign-in")).toContain("Please sign in again.");
});

test.describe("starts no account", () => {
  const forged: Record<string, (visitor: HttpVisitor) => void> = {
    "without a pending link": (visitor) => visitor.jar.delete(pendingLinkCookie),
    "with a malformed one": (visitor) => visitor.jar.set(pendingLinkCookie, "garbage"),
    "with one of 8 kB": (visitor) => visitor.jar.set(pendingLinkCookie, "a".repeat(8_000)),
  };
  for (const [what, forge] of Object.entries(forged)) {
    test(what, async () => {
      const { user, visitor } = await guided(shared.app);
      const form = await formOn(visitor, guidedPath, startNew);
      forge(visitor);
      const response = await visitor.submit(guidedPath, form);
      expectRedirect(response, "/sign-in");
      expect(visitor.sessionToken()).toBe("");
      expect(Object.values(await ownersOf(String(user.google?.email)))).toEqual([true]);
    });
  }

  test("from a form of another site", async () => {
    const { user, visitor } = await guided(shared.app);
    const form = await formOn(visitor, guidedPath, startNew);
    const response = await visitor.submit(guidedPath, form, fromAnotherSite);
    expect(response.status).toBe(403);
    expect(Object.values(await ownersOf(String(user.google?.email)))).toEqual([true]);
  });

  test("in a browser that has signed in meanwhile", async () => {
    const { user, visitor } = await guided(shared.app);
    const form = await formOn(visitor, guidedPath, startNew);
    expectRedirect(await signInAsGuided(visitor, user), pendingLinkPath);
    expectRedirect(await visitor.submit(guidedPath, form), pendingLinkPath);
    expect(Object.values(await ownersOf(String(user.google?.email)))).toEqual([true]);
  });
});

test("an accepted or declined pending link cannot be used again, even after the account is disconnected", async () => {
  for (const button of [connectButton("github"), "Not now"]) {
    const { visitor } = await offered(shared.app);
    const [form, cookie] = [await acceptForm(visitor), visitor.jar.get(pendingLinkCookie) ?? ""];
    await press(visitor, pendingLinkPath, button);
    await database()`delete from accounts where provider = 'github'
      and user_id = ${(await sessionOf(visitor)).user_id}`;
    visitor.jar.set(pendingLinkCookie, cookie);
    await visitor.submit(pendingLinkPath, form);
    expect(await connectedProviders(visitor), button).toEqual(["google"]);
  }
});
