import { expect, test } from "@playwright/test";
import {
  confirm,
  confirmPath,
  connectButton,
  connectionsPath,
  expectRedirect,
  formOn,
  fromAnotherSite,
  press,
  signedIn,
  signInTo,
  textOf,
} from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { control } from "./support/control";
import { countRowsOf, database, rowsOf } from "./support/database";
import {
  acceptForm,
  expectNoPendingLink,
  guided,
  newUser,
  offered,
  pendingLinkCookie,
  pendingLinkPath,
  shareStrictApp,
  signInAsGuided,
} from "./support/guided-linking";
import { HttpVisitor } from "./support/http-visitor";
import { verified } from "./support/test-user";
import { activityOf, connectedProviders } from "./support/visitor-rows";

// The tests share one app.
test.describe.configure({ mode: "default" });

const shared = shareStrictApp();

const forgedLinks: Record<string, (visitor: HttpVisitor) => unknown> = {
  "that is malformed": (visitor) => visitor.jar.set(pendingLinkCookie, "garbage"),
  "that is missing": (visitor) => visitor.jar.delete(pendingLinkCookie),
  "that was tampered with": (visitor) => {
    const parts = (visitor.jar.get(pendingLinkCookie) ?? "").split(".");
    parts[3] = (parts[3] ?? "").replace(/^./, (first) => (first === "A" ? "B" : "A"));
    visitor.jar.set(pendingLinkCookie, parts.join("."));
  },
  "of another user": async (visitor) => {
    const other = await offered(shared.app);
    visitor.jar.set(pendingLinkCookie, other.visitor.jar.get(pendingLinkCookie) ?? "");
  },
};

for (const [what, forge] of Object.entries(forgedLinks)) {
  test(`a pending link ${what} connects nothing, and the page says so`, async () => {
    const { visitor } = await offered(shared.app);
    const form = await acceptForm(visitor);
    await forge(visitor);
    await expectNoPendingLink(visitor);
    const token = visitor.sessionToken();
    expectRedirect(await visitor.submit(pendingLinkPath, form), connectionsPath);
    expect(await textOf(visitor, connectionsPath)).toContain("There’s nothing to connect anymore.");
    expect(await connectedProviders(visitor)).toEqual(["google"]);
    expect(visitor.sessionToken()).toBe(token);
  });
}

test("a pending link that is accepted twice connects once", async () => {
  const { visitor } = await offered(shared.app);
  const form = await acceptForm(visitor);
  const cookie = visitor.jar.get(pendingLinkCookie) ?? "";
  for (let time = 0; time < 2; time++) {
    visitor.jar.set(pendingLinkCookie, cookie);
    expectRedirect(await visitor.submit(pendingLinkPath, form), connectionsPath);
  }
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  expect((await activityOf(visitor)).filter((entry) => entry === "connected github")).toHaveLength(
    1,
  );
});

test("a pending link whose account has been connected to another user connects nothing", async () => {
  const { user, visitor } = await offered(shared.app);
  const form = await acceptForm(visitor);
  const emails = verified(`moved-${crypto.randomUUID()}@example.com`);
  await control.changeAccount(user.id, { github: { emails } });
  const other = await signedIn(user, "github", shared.app.url);

  const token = visitor.sessionToken();
  expectRedirect(await visitor.submit(pendingLinkPath, form), connectionsPath);
  expect(await textOf(visitor, connectionsPath)).toContain(
    "That GitHub account is already used by another account here.",
  );
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  expect(await connectedProviders(other)).toEqual(["github"]);
  expect(visitor.sessionToken()).toBe(token);
  expect(visitor.jar.names()).not.toContain(pendingLinkCookie);
});

test("a pending link to a deleted user is offered to no one else", async () => {
  const { user, visitor } = await guided(shared.app);
  const { users } = await rowsOf(user);
  await database()`delete from users where id = ${users[0]?.id ?? ""}`;
  expectRedirect(await signInAsGuided(visitor, user), "/");
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  await expectNoPendingLink(visitor);
});

test("accepting asks to confirm when the sign-in is not fresh, and keeps the pending link", async () => {
  const { user, visitor } = await offered(shared.app);
  const form = await acceptForm(visitor);
  await ageSignIn(visitor);
  expectRedirect(await visitor.submit(pendingLinkPath, form), confirmPath(pendingLinkPath));
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  expectRedirect(await confirm(visitor, "google", user, pendingLinkPath), pendingLinkPath);
  expectRedirect(await press(visitor, pendingLinkPath, connectButton("github")), connectionsPath);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});

test("a form from another site accepts and declines nothing", async () => {
  const { visitor } = await offered(shared.app);
  for (const button of [connectButton("github"), "Not now"]) {
    const form = await formOn(visitor, pendingLinkPath, button);
    const response = await visitor.submit(pendingLinkPath, form, fromAnotherSite);
    expect([response.status, response.location]).toEqual([403, null]);
  }
  expect(visitor.jar.names()).toContain(pendingLinkCookie);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
});

test("a signed-out visitor cannot accept a pending link", async () => {
  const { user, visitor } = await offered(shared.app);
  const form = await acceptForm(visitor);
  await visitor.signOut();
  expect((await visitor.submit(pendingLinkPath, form)).location).toBe(signInTo(pendingLinkPath));
  expect((await visitor.get(pendingLinkPath)).location).toBe(signInTo(pendingLinkPath));
  expect((await countRowsOf(user)).accounts).toBe(1);
});

test("the pending link's cookie is HttpOnly, SameSite=Lax, short-lived and encrypted", async () => {
  const user = await newUser();
  await signedIn(user, "google", shared.app.url);
  const response = await new HttpVisitor(shared.app.url).signIn("github", user);
  const offer = response.cookies.find(({ name }) => name === pendingLinkCookie);
  expect(offer?.attributes.has("httponly")).toBe(true);
  expect(offer?.attributes.get("samesite")?.toLowerCase()).toBe("lax");
  expect(Number(offer?.attributes.get("max-age"))).toBeLessThanOrEqual(15 * 60);
  expect(offer?.value.split(".")).toHaveLength(5);
});
