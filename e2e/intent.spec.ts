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
import {
  comingBack,
  expectHome,
  expectNothingAttached,
  intentCookie,
  plant,
  type Scene,
  stateCookie,
} from "./support/coming-back";
import { control } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { age, connectedProviders } from "./support/visitor-rows";

type Spoil = (scene: Scene) => unknown;

const noIntent: Record<string, Spoil> = {
  "no intent": ({ visitor }) => visitor.jar.delete(intentCookie),
  "an intent of garbage": ({ visitor }) => visitor.jar.set(intentCookie, "garbage"),
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
  "a value of ours that was sealed for another purpose": async ({ visitor }) => {
    const other = new HttpVisitor();
    const elsewhere = await control.createAccount({ google: {} });
    await other.signIn("google", elsewhere);
    await other.signOut();
    visitor.jar.set(intentCookie, other.jar.get("foyer.flash") ?? "");
  },
  "the intent of another person": async ({ visitor }) => {
    plant((await comingBack()).visitor, visitor, [intentCookie]);
  },
  "an intent for another provider": async (scene) => {
    const elsewhere = await comingBackToGoogle();
    plant(elsewhere, scene.visitor, [intentCookie]);
  },
  "no state": ({ visitor }) => visitor.jar.delete(stateCookie),
};

/** The same the other way round, only for its cookie. */
async function comingBackToGoogle(): Promise<HttpVisitor> {
  const visitor = await signedIn(await control.createAccount({ github: {} }), "github");
  await reachConnect(visitor, "google", await control.createAccount({ google: {} }));
  return visitor;
}

for (const [what, tamper] of Object.entries(noIntent)) {
  test(`a callback with ${what} attaches nothing and goes home`, async () => {
    const scene = await comingBack();
    const token = scene.visitor.sessionToken();
    await tamper(scene);
    await expectHome(scene, await scene.visitor.follow(scene.url), token);
    await expectNothingAttached(scene);
  });
}

for (const cookie of [intentCookie, stateCookie]) {
  test(`a callback with the cookie ${cookie} twice attaches nothing and goes home`, async () => {
    for (const planted of ["garbage", "the same"]) {
      const scene = await comingBack();
      const { visitor, url } = scene;
      const token = visitor.sessionToken();
      const second = planted === "garbage" ? planted : visitor.jar.get(cookie);
      const header = `${visitor.jar.header()}; ${cookie}=${second}`;
      await expectHome(
        scene,
        await visitor.get(`${url.pathname}${url.search}`, { cookie: header }),
        token,
      );
      await expectNothingAttached(scene);
    }
  });
}

test("an intent for one provider does not count at another one's callback", async () => {
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

test("the intent of a later request does not count for an earlier one's callback", async () => {
  const scene = await comingBack();
  await reachConnect(scene.visitor, "github", await control.createAccount({ github: {} }));
  const response = await scene.visitor.follow(scene.url);
  expect(response.status).toBe(401);
  expect(response.body).toContain("This sign-in could not be completed");
  expect(response.body).toContain(`href="${connectionsPath}"`);
  await expectNothingAttached(scene);
});

test("the intent of an earlier request does not count for a later one's callback", async () => {
  const scene = await comingBack();
  const { visitor, spare } = scene;
  const earlier = visitor.jar.get(intentCookie) ?? "";
  const url = await reachConnect(visitor, "github", spare);
  visitor.jar.set(intentCookie, earlier);
  await expectHome(scene, await visitor.follow(url), visitor.sessionToken());
  await expectNothingAttached(scene);
});

test("the intent to confirm attaches nothing", async () => {
  const owner = await control.createAccount({ google: {}, github: { emails: anotherAddress() } });
  const visitor = await signedIn(owner);
  await connect(visitor, "github", owner);
  await age(visitor);
  const spare = await control.createAccount({ github: {} });
  const response = await visitor.follow(await reachConfirm(visitor, "github", spare));
  expect(response.status).toBe(303);
  expect(await countRowsOf(spare)).toEqual(noRows);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});

const anotherAddress = () => [
  { email: `other-${crypto.randomUUID()}@example.com`, primary: true, verified: true },
];

test("the intent's cookie is HttpOnly, SameSite=Lax, short-lived and names nobody", async () => {
  const owner = await control.createAccount({ google: {} });
  const visitor = await signedIn(owner);
  const { cookies } = await press(visitor, connectionsPath, connectButton("github"));
  const intent = cookies.find(({ name }) => name === intentCookie);
  expect(intent?.attributes.has("httponly")).toBe(true);
  expect(intent?.attributes.get("samesite")?.toLowerCase()).toBe("lax");
  expect(Number(intent?.attributes.get("max-age"))).toBeLessThanOrEqual(15 * 60);
  expect(intent?.value.split(".")).toHaveLength(5);
});
