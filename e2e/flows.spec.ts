import { expect, test } from "@playwright/test";
import { expectRedirect, signInTo, walk } from "./support/account-centre";
import { type Account, control, type ProviderName } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { flowCookie, flowsIn } from "./support/flow-cookie";
import { HttpVisitor } from "./support/http-visitor";

const [account, data] = ["/account", "/account/data"];
const pairs: [ProviderName, ProviderName][] = [
  ["google", "google"],
  ["github", "github"],
  ["google", "github"],
  ["github", "google"],
];

const newUser = () => control.createAccount({ google: {}, github: {} });

/** A visitor who has started two sign-ins in two tabs, and is at the end of both. */
async function twoFlows([one, other]: [ProviderName, ProviderName], others?: Account) {
  const user = await newUser();
  const visitor = new HttpVisitor();
  const first = await visitor.reachCallback(one, user, signInTo(account));
  const second = await visitor.reachCallback(other, others ?? user, signInTo(data));
  expect(flowsIn(visitor)).toHaveLength(2);
  return { user, visitor, first, second };
}

const redemptionsOf = async ({ id }: Account) =>
  (await control.requests(id)).filter(({ endpoint }) => endpoint === "token").length;

for (const pair of pairs) {
  const providers = pair.join(" and ");

  test(`two flows in one browser, at ${providers}, finish in either order`, async () => {
    for (const isReversed of [false, true]) {
      const { user, visitor, first, second } = await twoFlows(pair);
      const urls = isReversed ? [second, first] : [first, second];
      const paths = isReversed ? [data, account] : [account, data];
      expectRedirect(await visitor.follow(urls[0] as URL), paths[0] as string);
      const token = visitor.sessionToken();
      expectRedirect(await visitor.follow(urls[1] as URL), paths[1] as string);
      expect(visitor.sessionToken()).toBe(token);
      expect(flowsIn(visitor)).toEqual([]);
      expect(await redemptionsOf(user)).toBe(1);
      expect(await countRowsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 1 });
    }
  });

  test(`a cancelled flow at ${pair[0]} does not disturb one at ${pair[1]}`, async () => {
    for (const isFirst of [true, false]) {
      const user = await newUser();
      const visitor = new HttpVisitor();
      const cancelled = await visitor.start(pair[0], signInTo(account));
      const denied = await walk(cancelled, user, "deny");
      const url = await visitor.reachCallback(pair[1], user, signInTo(data));
      if (isFirst) expectRedirect(await visitor.follow(denied), signInTo(account));
      expectRedirect(await visitor.follow(url), data);
      // Signed in by now: the cancelled one goes where it wanted to go.
      if (!isFirst) expectRedirect(await visitor.follow(denied), account);
      expect(flowsIn(visitor)).toEqual([]);
      expect(await visitor.sessionUser()).not.toBeNull();
    }
  });
}

test("the second of two flows signs no other user in, and connects no account", async () => {
  const other = await newUser();
  const { user, visitor, first, second } = await twoFlows(["google", "github"], other);
  await visitor.follow(first);
  expectRedirect(await visitor.follow(second), data);
  expect((await visitor.sessionUser())?.email).toBe(user.google?.email);
  expect(await redemptionsOf(other)).toBe(0);
  expect(await countRowsOf(other)).toEqual(noRows);
});

test("a flow that fails does not disturb another", async () => {
  const { visitor, first, second } = await twoFlows(["google", "google"]);
  first.searchParams.set("code", "made-up");
  expect((await visitor.follow(first)).status).toBe(401);
  expect(flowsIn(visitor)).toEqual([flowCookie(second)]);
  expectRedirect(await visitor.follow(second), data);
});

test("the code of one flow is refused with the state of another of the same browser", async () => {
  const { user, visitor, first, second } = await twoFlows(["google", "google"]);
  const state = second.searchParams.get("state") ?? "";
  first.searchParams.set("state", state);
  expect((await visitor.follow(first)).status).toBe(401);
  expect(await countRowsOf(user)).toEqual(noRows);
});
