import { expect, test } from "@playwright/test";
import {
  connect,
  connectButton,
  connectionsPath,
  press,
  reachConfirm,
  reachConnect,
  signedIn,
  walk,
} from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { control } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import {
  copyCookies,
  expectHome,
  expectNothingAttached,
  intentCookie,
  type ReturningUser,
  returningUser,
  stateCookie,
} from "./support/returning-user";
import { connectedProviders } from "./support/visitor-rows";

type Tamper = (returning: ReturningUser) => unknown;

const wrongCookies: Record<string, Tamper> = {
  "no intent": ({ visitor }) => visitor.jar.delete(intentCookie),
  "a malformed intent": ({ visitor }) => visitor.jar.set(intentCookie, "garbage"),
  "an empty intent": ({ visitor }) => visitor.jar.set(intentCookie, ""),
  "an intent that was tampered with": ({ visitor }) => {
    const parts = (visitor.jar.get(intentCookie) ?? "").split(".");
    parts[3] = (parts[3] ?? "").replace(/^./, (first) => (first === "A" ? "B" : "A"));
    visitor.jar.set(intentCookie, parts.join("."));
  },
  "an intent in the clear": ({ visitor }) =>
    visitor.jar.set(
      intentCookie,
      encodeURIComponent(JSON.stringify({ kind: "connect", provider: "github" })),
    ),
  "a value that the app encrypted for another purpose": async ({ visitor }) => {
    const other = new HttpVisitor();
    const elsewhere = await control.createAccount({ google: {} });
    await other.signIn("google", elsewhere);
    await other.signOut();
    visitor.jar.set(intentCookie, other.jar.get("foyer.flash") ?? "");
  },
  "the intent of another user": async ({ visitor }) => {
    copyCookies((await returningUser()).visitor, visitor, [intentCookie]);
  },
  "an intent for another provider": async (returning) => {
    const elsewhere = await returningFromGoogle();
    copyCookies(elsewhere, returning.visitor, [intentCookie]);
  },
  "no state": ({ visitor }) => visitor.jar.delete(stateCookie),
};

/** A user who is about to return from Google, for their intent cookie. */
async function returningFromGoogle(): Promise<HttpVisitor> {
  const visitor = await signedIn(await control.createAccount({ github: {} }), "github");
  await reachConnect(visitor, "google", await control.createAccount({ google: {} }));
  return visitor;
}

for (const [what, tamper] of Object.entries(wrongCookies)) {
  test(`a callback with ${what} connects nothing and redirects home`, async () => {
    const returning = await returningUser();
    const token = returning.visitor.sessionToken();
    await tamper(returning);
    await expectHome(returning, await returning.visitor.follow(returning.url), token);
    await expectNothingAttached(returning);
  });
}

for (const cookie of [intentCookie, stateCookie]) {
  test(`a callback with the cookie ${cookie} twice connects nothing and redirects home`, async () => {
    for (const planted of ["malformed", "the same"]) {
      const returning = await returningUser();
      const { visitor, url } = returning;
      const token = visitor.sessionToken();
      const second = planted === "malformed" ? planted : visitor.jar.get(cookie);
      const header = `${visitor.jar.header()}; ${cookie}=${second}`;
      await expectHome(
        returning,
        await visitor.get(`${url.pathname}${url.search}`, { cookie: header }),
        token,
      );
      await expectNothingAttached(returning);
    }
  });
}

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

test("the intent of a later flow is ignored at an earlier flow's callback", async () => {
  const returning = await returningUser();
  await reachConnect(returning.visitor, "github", await control.createAccount({ github: {} }));
  const response = await returning.visitor.follow(returning.url);
  expect(response.status).toBe(401);
  expect(response.body).toContain("This sign-in could not be completed");
  expect(response.body).toContain(`href="${connectionsPath}"`);
  await expectNothingAttached(returning);
});

test("the intent of an earlier flow is ignored at a later flow's callback", async () => {
  const returning = await returningUser();
  const { visitor, spare } = returning;
  const earlier = visitor.jar.get(intentCookie) ?? "";
  const url = await reachConnect(visitor, "github", spare);
  visitor.jar.set(intentCookie, earlier);
  await expectHome(returning, await visitor.follow(url), visitor.sessionToken());
  await expectNothingAttached(returning);
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

test("the intent's cookie is HttpOnly, SameSite=Lax, short-lived and encrypted", async () => {
  const owner = await control.createAccount({ google: {} });
  const visitor = await signedIn(owner);
  const { cookies } = await press(visitor, connectionsPath, connectButton("github"));
  const intent = cookies.find(({ name }) => name === intentCookie);
  expect(intent?.attributes.has("httponly")).toBe(true);
  expect(intent?.attributes.get("samesite")?.toLowerCase()).toBe("lax");
  expect(Number(intent?.attributes.get("max-age"))).toBeLessThanOrEqual(15 * 60);
  expect(intent?.value.split(".")).toHaveLength(5);
});
