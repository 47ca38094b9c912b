import { expect, test } from "@playwright/test";
import {
  confirmPath,
  continueWith,
  expectRedirect,
  press,
  signInTo,
  walk,
} from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { type Account, control } from "./support/control";
import { cookieName } from "./support/cookie-names";
import { flowCookie, flowCookieOf, flowsIn } from "./support/flow-cookie";
import { guided, pendingLinkCookie, shareStrictApp } from "./support/guided-linking";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";

const maxFlows = 5;
/** Of all flow cookies of a browser together. */
const maxFlowBytes = 6 * 1024;
/** Node.js responds with 431 to longer request headers. */
const maxHeaderBytes = 16 * 1024;

const newUser = () => control.createAccount({ google: {}, github: {} });
const pathOf = (length: number) => `/${"x".repeat(length - 1)}`;
const bytesOfFlows = (visitor: HttpVisitor) =>
  flowsIn(visitor).reduce((sum, name) => sum + (visitor.jar.get(name) ?? "").length, 0);

// The tests share one app, which asks for a known provider before it links an account.
test.describe.configure({ mode: "default" });

const shared = shareStrictApp();

test("a sixth start ends the oldest flow, and the five others finish", async () => {
  const user = await newUser();
  const visitor = new HttpVisitor(shared.app.url);
  const urls: URL[] = [];
  for (let n = 0; n <= maxFlows; n += 1) {
    urls.push(await visitor.reachCallback("google", user, signInTo(`/account?n=${n}`)));
  }
  const [oldest, ...others] = urls as [URL, ...URL[]];
  expect(flowsIn(visitor)).toEqual(others.map(flowCookie));
  expect((await visitor.follow(oldest)).status).toBe(401);
  expect(flowsIn(visitor)).toEqual(others.map(flowCookie));
  for (const [n, url] of others.entries()) {
    expectRedirect(await visitor.follow(url), `/account?n=${n + 1}`);
  }
  expect(flowsIn(visitor)).toEqual([]);
});

test("flows that do not open count as the oldest", async () => {
  const user = await newUser();
  const visitor = new HttpVisitor(shared.app.url);
  const genuine = await visitor.reachCallback("google", user);
  for (let n = 0; n < 2 * maxFlows; n += 1) visitor.jar.set(flowCookieOf(String(n)), "planted");
  const later = await visitor.reachCallback("google", user);
  expect(flowsIn(visitor)).toEqual(expect.arrayContaining([genuine, later].map(flowCookie)));
  expect(flowsIn(visitor)).toHaveLength(maxFlows);
  expectRedirect(await visitor.follow(genuine), "/");
});

test("flows with the longest return paths leave room for all other cookies, and the latest one finishes", async () => {
  const { user, visitor } = await guided(shared.app);
  const others = visitor.jar.names().filter((name) => !flowsIn(visitor).includes(name));
  expect(others).toContain(pendingLinkCookie);
  for (const length of [1000, 1024 - "http://localhost:65535".length]) {
    const starts: URL[] = [];
    for (let n = 0; n < maxFlows; n += 1) {
      starts.push(await visitor.reachCallback("github", user, signInTo(pathOf(length))));
      expectRoom(visitor, others);
      expect(flowsIn(visitor)).toContain(flowCookie(starts[n] as URL));
    }
    expect(flowsIn(visitor).length).toBeGreaterThan(1);
  }
  const last = await visitor.reachCallback("google", user, signInTo(pathOf(1000)));
  expect((await visitor.follow(last)).status).toBe(303);
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("flows of a signed-in user push out neither the session nor the device", async () => {
  const user = await newUser();
  const visitor = new HttpVisitor(shared.app.url);
  await visitor.signIn("google", user);
  await ageSignIn(visitor);
  const others = visitor.jar.names();
  expect(others).toEqual(expect.arrayContaining([sessionCookie, cookieName("foyer.device")]));
  const urls = [];
  for (let n = 0; n <= maxFlows; n += 1) {
    urls.push(await reachConfirm(visitor, user));
    expectRoom(visitor, others);
  }
  expectRedirect(await visitor.follow(urls.at(-1) as URL), pathOf(1000));
  expect(await visitor.sessionUser()).not.toBeNull();
});

function expectRoom(visitor: HttpVisitor, others: string[]): void {
  expect(flowsIn(visitor).length).toBeLessThanOrEqual(maxFlows);
  expect(bytesOfFlows(visitor)).toBeLessThanOrEqual(maxFlowBytes);
  expect(visitor.jar.names()).toEqual(expect.arrayContaining(others));
  expect(visitor.jar.header().length).toBeLessThan(maxHeaderBytes / 2);
}

async function reachConfirm(visitor: HttpVisitor, user: Account): Promise<URL> {
  const path = confirmPath(pathOf(1000));
  return walk(await press(visitor, path, continueWith("google")), user);
}
