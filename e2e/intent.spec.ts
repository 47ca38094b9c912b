import { expect, test } from "@playwright/test";
import {
  connect,
  connectButton,
  connectionsPath,
  expectRedirect,
  press,
  reachConfirm,
  reachConnect,
  signedIn,
  signInTo,
  walk,
} from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { control } from "./support/control";
import { cookieName } from "./support/cookie-names";
import { countRowsOf, noRows } from "./support/database";
import { flowCookie, flowsIn } from "./support/flow-cookie";
import { HttpVisitor } from "./support/http-visitor";
import {
  expectHome,
  expectNothingAttached,
  type ReturningUser,
  returningUser,
} from "./support/returning-user";
import { connectedProviders } from "./support/visitor-rows";

/** Values of the flow's cookie, with which it is no flow of this callback. */
const wrongCookies: Record<string, (returning: ReturningUser) => string | Promise<string>> = {
  "a malformed flow": () => "garbage",
  "an empty flow": () => "",
  "a flow that was tampered with": ({ visitor, url }) => {
    const parts = (visitor.jar.get(flowCookie(url)) ?? "").split(".");
    parts[3] = (parts[3] ?? "").replace(/^./, (first) => (first === "A" ? "B" : "A"));
    return parts.join(".");
  },
  "a flow in the clear": () =>
    encodeURIComponent(JSON.stringify({ intent: { kind: "connect" }, provider: "github" })),
  "a value that the app encrypted for another purpose": async () => {
    const other = new HttpVisitor();
    const elsewhere = await control.createAccount({ google: {} });
    await other.signIn("google", elsewhere);
    await other.signOut();
    return other.jar.get(cookieName("foyer.flash")) ?? "";
  },
  "the flow of another user": async () => {
    const { visitor, url } = await returningUser();
    return visitor.jar.get(flowCookie(url)) ?? "";
  },
  "a flow for another provider": async () => {
    const visitor = await signedIn(await control.createAccount({ github: {} }), "github");
    const url = await reachConnect(visitor, "google", await control.createAccount({ google: {} }));
    return visitor.jar.get(flowCookie(url)) ?? "";
  },
  "a later flow of the same user": async ({ visitor, spare }) => {
    const url = await reachConnect(visitor, "github", spare);
    return visitor.jar.get(flowCookie(url)) ?? "";
  },
};

for (const [what, valueFor] of Object.entries(wrongCookies)) {
  test(`a callback with ${what} connects nothing and redirects home`, async () => {
    const returning = await returningUser();
    const { visitor, url } = returning;
    const token = visitor.sessionToken();
    visitor.jar.set(flowCookie(url), await valueFor(returning));
    await expectHome(returning, await visitor.follow(url), token);
    await expectNothingAttached(returning);
  });
}

test("a callback without its flow connects nothing and redirects home", async () => {
  const returning = await returningUser();
  const { visitor, url } = returning;
  visitor.jar.delete(flowCookie(url));
  await expectHome(returning, await visitor.follow(url), visitor.sessionToken());
  await expectNothingAttached(returning);
});

test("a callback with its flow's cookie twice connects nothing and redirects home", async () => {
  for (const planted of ["malformed", "the same"]) {
    const returning = await returningUser();
    const { visitor, url } = returning;
    const token = visitor.sessionToken();
    const name = flowCookie(url);
    const second = planted === "malformed" ? planted : visitor.jar.get(name);
    const cookie = `${visitor.jar.header()}; ${name}=${second}`;
    const response = await visitor.get(`${url.pathname}${url.search}`, { cookie });
    await expectHome(returning, response, token);
    await expectNothingAttached(returning);
  }
});

test("an intent for one provider is ignored at another's callback", async () => {
  const owner = await control.createAccount({ google: {} });
  const spare = await control.createAccount({ github: {} });
  const visitor = await signedIn(owner);
  const begun = await press(visitor, connectionsPath, connectButton("github"));
  const token = visitor.sessionToken();
  const url = await walk(begun, spare);
  const elsewhere = url.href.replace("/callback/github", "/callback/google");
  await expectHome({ owner, spare, visitor, url }, await visitor.follow(new URL(elsewhere)), token);
  await expectNothingAttached({ owner, spare });
});

test("two connections that one browser begins in two tabs both finish, in either order", async () => {
  for (const isReversed of [false, true]) {
    const { visitor, url: first, spare } = await returningUser();
    const second = await reachConnect(
      visitor,
      "github",
      await control.createAccount({ github: {} }),
    );
    for (const url of isReversed ? [second, first] : [first, second]) {
      expectRedirect(await visitor.follow(url), connectionsPath);
    }
    expect(await connectedProviders(visitor)).toEqual(["github", "github", "google"]);
    expect(await countRowsOf(spare)).toEqual({ users: 1, accounts: 3, sessions: 1 });
    expect(flowsIn(visitor)).toEqual([]);
  }
});

test("a plain sign-in that ends in the tab of a connection connects nothing", async () => {
  const owner = await control.createAccount({ google: {} });
  const spare = await control.createAccount({ github: {} });
  const visitor = new HttpVisitor();
  const plain = await visitor.reachCallback("github", spare, signInTo("/account/data"));
  await visitor.signIn("google", owner);
  await press(visitor, connectionsPath, connectButton("github"));
  expectRedirect(await visitor.follow(plain), "/account/data");
  await expectNothingAttached({ owner, spare });
});

test("an intent to confirm connects nothing", async () => {
  const owner = await control.createAccount({ google: {}, github: { emails: anotherAddress() } });
  const visitor = await signedIn(owner);
  await connect(visitor, "github", owner);
  await ageSignIn(visitor);
  const spare = await control.createAccount({ github: {} });
  const response = await visitor.follow(await reachConfirm(visitor, "github", spare));
  expect(response.status).toBe(303);
  expect(await countRowsOf(spare)).toEqual(noRows);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});

const anotherAddress = () => [
  { email: `other-${crypto.randomUUID()}@example.com`, primary: true, verified: true },
];

test("the cookie of a connection is HttpOnly, SameSite=Lax, short-lived and encrypted", async () => {
  const owner = await control.createAccount({ google: {} });
  const visitor = await signedIn(owner);
  const { cookies, location } = await press(visitor, connectionsPath, connectButton("github"));
  expect(cookies.map(({ name }) => name)).toEqual([flowCookie(new URL(location ?? ""))]);
  for (const { attributes, value } of cookies) {
    expect(attributes.has("httponly")).toBe(true);
    expect(attributes.get("samesite")?.toLowerCase()).toBe("lax");
    expect(Number(attributes.get("max-age"))).toBeLessThanOrEqual(15 * 60);
    expect(value.split(".")).toHaveLength(5);
  }
});
