import { expect, test } from "@playwright/test";
import {
  confirmPath,
  connectButton,
  connectionsPath,
  continueWith,
  expectRedirect,
  formOn,
  fromAnotherSite,
  press,
  signInTo,
  textOf,
  walk,
} from "./support/account-centre";
import type { AppServer } from "./support/app-server";
import { control } from "./support/control";
import { countRowsOf, database, rowsOf } from "./support/database";
import {
  expectNoOffer,
  guided,
  guidedPath,
  newPerson,
  offerCookie,
  offered,
  offerPath,
  signedInAt,
  startStrictApp,
} from "./support/guided-linking";
import { HttpVisitor } from "./support/http-visitor";
import { activityOf, age, connectedProviders } from "./support/visitor-rows";

// The tests share one app.
test.describe.configure({ mode: "default" });

let app: AppServer;

test.beforeAll(async () => {
  app = await startStrictApp();
});

test.afterAll(() => app?.stop());

const forgedOffers: Record<string, (visitor: HttpVisitor) => unknown> = {
  "of garbage": (visitor) => visitor.jar.set(offerCookie, "garbage"),
  "that is gone": (visitor) => visitor.jar.delete(offerCookie),
  "that was tampered with": (visitor) => {
    const parts = (visitor.jar.get(offerCookie) ?? "").split(".");
    parts[3] = (parts[3] ?? "").replace(/^./, (first) => (first === "A" ? "B" : "A"));
    visitor.jar.set(offerCookie, parts.join("."));
  },
  "to another person": async (visitor) => {
    const other = await offered(app);
    visitor.jar.set(offerCookie, other.visitor.jar.get(offerCookie) ?? "");
  },
};

for (const [what, forge] of Object.entries(forgedOffers)) {
  test(`an offer ${what} connects nothing, and the visitor is told`, async () => {
    const { visitor } = await offered(app);
    const form = await formOn(visitor, offerPath, connectButton("github"));
    await forge(visitor);
    await expectNoOffer(visitor);
    const token = visitor.sessionToken();
    expectRedirect(await visitor.submit(offerPath, form), connectionsPath);
    expect(await textOf(visitor, connectionsPath)).toContain(
      "There is nothing to connect any more.",
    );
    expect(await connectedProviders(visitor)).toEqual(["google"]);
    expect(visitor.sessionToken()).toBe(token);
  });
}

test("an offer that is used twice connects once", async () => {
  const { visitor } = await offered(app);
  const form = await formOn(visitor, offerPath, connectButton("github"));
  const cookie = visitor.jar.get(offerCookie) ?? "";
  for (let time = 0; time < 2; time++) {
    visitor.jar.set(offerCookie, cookie);
    expectRedirect(await visitor.submit(offerPath, form), connectionsPath);
  }
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  expect((await activityOf(visitor)).filter((entry) => entry === "connected github")).toHaveLength(
    1,
  );
});

test("an offer whose account was connected to somebody else meanwhile connects nothing", async () => {
  const { person, visitor } = await offered(app);
  const form = await formOn(visitor, offerPath, connectButton("github"));
  const emails = primary(`moved-${crypto.randomUUID()}@example.com`);
  await control.changeAccount(person.id, { github: { emails } });
  const other = await signedInAt(app, person, "github");

  const token = visitor.sessionToken();
  expectRedirect(await visitor.submit(offerPath, form), connectionsPath);
  expect(await textOf(visitor, connectionsPath)).toContain(
    "This GitHub account belongs to another account here.",
  );
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  expect(await connectedProviders(other)).toEqual(["github"]);
  expect(visitor.sessionToken()).toBe(token);
  expect(visitor.jar.names()).not.toContain(offerCookie);
});

const primary = (email: string) => [{ email, primary: true, verified: true, visibility: null }];

test("an offer to a person who has been deleted goes to nobody else", async () => {
  const { person, visitor } = await guided(app);
  const { users } = await rowsOf(person);
  await database()`delete from users where id = ${users[0]?.id ?? ""}`;
  const begun = await press(visitor, guidedPath, continueWith("google"));
  expectRedirect(await visitor.follow(await walk(begun, person)), "/");
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  await expectNoOffer(visitor);
});

test("accepting asks for a recent sign-in first, and the offer is still there after it", async () => {
  const { person, visitor } = await offered(app);
  const form = await formOn(visitor, offerPath, connectButton("github"));
  await age(visitor);
  expectRedirect(await visitor.submit(offerPath, form), confirmPath(offerPath));
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  const begun = await press(visitor, confirmPath(offerPath), continueWith("google"));
  expectRedirect(await visitor.follow(await walk(begun, person)), offerPath);
  expectRedirect(await press(visitor, offerPath, connectButton("github")), connectionsPath);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});

test("a form of another site accepts and declines nothing", async () => {
  const { visitor } = await offered(app);
  for (const button of [connectButton("github"), "Not now"]) {
    const form = await formOn(visitor, offerPath, button);
    const answer = await visitor.submit(offerPath, form, fromAnotherSite);
    expect([answer.status, answer.location]).toEqual([403, null]);
  }
  expect(visitor.jar.names()).toContain(offerCookie);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
});

test("nobody who is signed out can accept an offer", async () => {
  const { person, visitor } = await offered(app);
  const form = await formOn(visitor, offerPath, connectButton("github"));
  await visitor.signOut();
  expect((await visitor.submit(offerPath, form)).location).toBe(signInTo(offerPath));
  expect((await visitor.get(offerPath)).location).toBe(signInTo(offerPath));
  expect((await countRowsOf(person)).accounts).toBe(1);
});

test("the offer's cookie is HttpOnly, SameSite=Lax, short-lived and names nobody", async () => {
  const person = await newPerson();
  await signedInAt(app, person);
  const answer = await new HttpVisitor(app.url).signIn("github", person);
  const offer = answer.cookies.find(({ name }) => name === offerCookie);
  expect(offer?.attributes.has("httponly")).toBe(true);
  expect(offer?.attributes.get("samesite")?.toLowerCase()).toBe("lax");
  expect(Number(offer?.attributes.get("max-age"))).toBeLessThanOrEqual(15 * 60);
  expect(offer?.value.split(".")).toHaveLength(5);
});
