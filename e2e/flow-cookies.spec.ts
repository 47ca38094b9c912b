import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { signInSettings } from "./support/app-server";
import { control } from "./support/control";
import { cookieName } from "./support/cookie-names";
import { countRowsOf, noRows } from "./support/database";
import { flowCookie } from "./support/flow-cookie";
import { HttpVisitor, signOutUrl } from "./support/http-visitor";
import { open, seal } from "./support/sealed-value";
import { shareApp } from "./support/shared-app";

const settings = signInSettings();
const own = { purpose: "flow", secret: settings.AUTH_SECRET ?? "" };
const shared = shareApp(settings);

/** A visitor who is about to follow Google's redirect, and the name and value of the flow's cookie. */
async function reachCallback() {
  const account = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(shared.app.url);
  const url = await visitor.reachCallback("google", account);
  const name = flowCookie(url);
  const sealed = visitor.jar.get(name) ?? "";
  return { account, visitor, url, name, sealed };
}

type AtCallback = Awaited<ReturnType<typeof reachCallback>>;

const resealed = async ({ sealed }: AtCallback, more: Partial<Parameters<typeof seal>[1]>) =>
  seal((await open(sealed, own)).value, { ...own, ...more });

const changed = async ({ sealed }: AtCallback, change: object) => {
  const { value } = await open(sealed, own);
  return seal({ ...(value as object), ...change }, own);
};

test("a flow ends after 15 minutes, whatever its cookie's age in the browser", async () => {
  const { sealed } = await reachCallback();
  const seconds = Number((await open(sealed, own)).exp) - Date.now() / 1000;
  expect(Math.round(seconds / 60)).toBe(15);

  const late = await reachCallback();
  late.visitor.jar.set(late.name, await resealed(late, { maxAgeSeconds: -1 }));
  expect((await late.visitor.follow(late.url)).status).toBe(401);
  expect(await countRowsOf(late.account)).toEqual(noRows);

  const inTime = await reachCallback();
  inTime.visitor.jar.set(inTime.name, await resealed(inTime, { maxAgeSeconds: 60 }));
  expect((await inTime.visitor.follow(inTime.url)).status).toBe(303);
});

/** Values of a flow's cookie, each of which must be rejected. */
const wrong: Record<string, (at: AtCallback) => string | Promise<string>> = {
  nothing: () => "",
  garbage: () => "garbage",
  "its first half": ({ sealed }) => sealed.slice(0, sealed.length / 2),
  "one character changed": ({ sealed }) =>
    sealed.replace(/(?<=\.)[^.](?=[^.]+\.[^.]+$)/, (one) => (one === "A" ? "B" : "A")),
  "its content in the clear": async ({ sealed }) =>
    encodeURIComponent(JSON.stringify((await open(sealed, own)).value)),
  "the flow of another browser": async () => (await reachCallback()).sealed,
  "another flow of this browser": async ({ visitor }) => {
    const { location } = await visitor.start("google");
    return visitor.jar.get(flowCookie(new URL(location ?? ""))) ?? "";
  },
  "a value sealed for another purpose": (at) => resealed(at, { purpose: "flash" }),
  "a message that the app sealed": async () => {
    const another = new HttpVisitor(shared.app.url);
    await another.submit(signOutUrl, []);
    return another.jar.get(cookieName("foyer.flash")) ?? "";
  },
  "a value sealed with another secret": (at) =>
    resealed(at, { secret: randomBytes(32).toString("hex") }),
  "a sealed value that is no flow": () => seal({ kind: "signed-out" }, own),
  "a flow without its provider": (at) => changed(at, { provider: undefined }),
  "a flow at another provider": (at) => changed(at, { provider: "github" }),
  "an unknown intent": (at) => changed(at, { intent: { kind: "delete" } }),
};

for (const [what, valueFor] of Object.entries(wrong)) {
  test(`a callback whose flow cookie holds ${what} is rejected, and redeems nothing`, async () => {
    const at = await reachCallback();
    at.visitor.jar.set(at.name, await valueFor(at));
    const response = await at.visitor.follow(at.url);
    expect([response.status, at.visitor.sessionToken()]).toEqual([401, ""]);
    expect(response.body).toContain("This sign-in couldn’t be completed");
    const asked = (await control.requests(at.account.id)).map(({ endpoint }) => endpoint);
    expect(asked).toEqual(["authorize"]);
    expect(await countRowsOf(at.account)).toEqual(noRows);
  });
}

test("a callback whose flow cookie is sent twice is rejected, and redeems nothing", async () => {
  for (const second of ["garbage", null]) {
    const { account, visitor, url, name, sealed } = await reachCallback();
    const cookie = `${visitor.jar.header()}; ${name}=${second ?? sealed}`;
    expect((await visitor.get(`${url.pathname}${url.search}`, { cookie })).status).toBe(401);
    expect(await countRowsOf(account)).toEqual(noRows);
  }
});
