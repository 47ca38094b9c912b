import { expect, test } from "@playwright/test";
import {
  confirm,
  confirmPath,
  connect,
  connectButton,
  connectionsPath,
  expectRedirect,
  formOn,
  isAlive,
  press,
  reachConnect,
  signedIn,
  textOf,
  walk,
} from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { type Account, control } from "./support/control";
import { countRowsOf } from "./support/database";
import { flowsIn } from "./support/flow-cookie";
import { HttpVisitor } from "./support/http-visitor";
import { activityOf, connectedProviders, connectionsOf, sessionOf } from "./support/visitor-rows";

const atGoogle = () => control.createAccount({ google: {} });
const atGitHub = () => control.createAccount({ github: {} });
const addressAtGitHub = (account: Account) => account.github?.emails[0]?.email ?? "";

test("connecting adds the account to the current user, shows it and records it", async () => {
  const [owner, spare] = [await atGoogle(), await atGitHub()];
  const visitor = await signedIn(owner);
  const before = await sessionOf(visitor);
  expectRedirect(await connect(visitor, "github", spare), connectionsPath);

  const text = await textOf(visitor, connectionsPath);
  expect(text).toContain("GitHub is connected.");
  expect(text).toContain(addressAtGitHub(spare));
  expect(await textOf(visitor, connectionsPath)).not.toContain("GitHub is connected.");
  expect((await connectionsOf(visitor)).map(({ provider, email }) => [provider, email])).toEqual([
    ["google", owner.google?.email],
    ["github", addressAtGitHub(spare)],
  ]);
  expect((await sessionOf(visitor)).user_id).toBe(before.user_id);
  expect(await activityOf(visitor)).toContain("connected github");
});

test("connecting leaves the user's address, name and username unchanged", async () => {
  const visitor = await signedIn(await atGoogle());
  const before = await visitor.sessionUser();
  await connect(visitor, "github", await atGitHub());
  expect(await visitor.sessionUser()).toEqual(before);
});

test("connecting keeps the session and replaces its token, so that a stolen one stops working", async () => {
  const visitor = await signedIn(await atGoogle());
  const [before, stolen] = [await sessionOf(visitor), visitor.sessionToken()];
  await connect(visitor, "github", await atGitHub());
  expect(visitor.sessionToken()).not.toBe(stolen);
  expect((await sessionOf(visitor)).id).toBe(before.id);
  expect(await isAlive(stolen)).toBe(false);
});

test("connecting does not count as a confirmation", async () => {
  const visitor = await signedIn(await atGoogle());
  const url = await reachConnect(visitor, "github", await atGitHub());
  await ageSignIn(visitor);
  expectRedirect(await visitor.follow(url), connectionsPath);
  expect((await sessionOf(visitor)).recent).toBe(false);
});

test("after connecting, either provider signs the same user in", async () => {
  const [owner, spare] = [await atGoogle(), await atGitHub()];
  const visitor = await signedIn(owner);
  await connect(visitor, "github", spare);
  const user = await visitor.sessionUser();
  for (const [provider, account] of [["google", owner] as const, ["github", spare] as const]) {
    const elsewhere = await signedIn(account, provider);
    expect(await elsewhere.sessionUser()).toEqual(user);
  }
  expect((await countRowsOf(spare)).users).toBe(1);
});

test("Google can be connected by a user who signed up with GitHub", async () => {
  const visitor = await signedIn(await atGitHub(), "github");
  expectRedirect(await connect(visitor, "google", await atGoogle()), connectionsPath);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});

for (const provider of ["google", "github"] as const) {
  test(`connecting ${provider} sends the request of a sign-in, plus account selection`, async () => {
    const other = { google: "github", github: "google" } as const;
    const account = await control.createAccount({ [other[provider]]: {} });
    const visitor = await signedIn(account, other[provider]);
    const { location } = await press(visitor, connectionsPath, connectButton(provider));
    const asked = Object.fromEntries(new URL(location ?? "").searchParams);
    const { location: usual } = await new HttpVisitor().start(provider);
    const { state, nonce, code_challenge } = asked;
    expect(asked).toEqual({
      ...Object.fromEntries(new URL(usual ?? "").searchParams),
      state,
      ...(nonce && { nonce }),
      code_challenge,
      prompt: "select_account",
    });
  });
}

test("a confirmation that connecting asked for says so, and goes on to that provider by itself", async () => {
  const owner = await atGoogle();
  const visitor = await signedIn(owner);
  await ageSignIn(visitor);
  const begun = await press(visitor, connectionsPath, connectButton("github"));
  const interrupted = `${connectionsPath}?connect=github`;
  expectRedirect(begun, confirmPath(interrupted));
  expect(flowsIn(visitor)).toEqual([]);
  const asked = "For your security, sign in again to connect GitHub.";
  expect(await textOf(visitor, confirmPath(interrupted))).toContain(asked);
  const confirmed = await confirm(visitor, "google", owner, interrupted);
  expect(confirmed.location).toContain("/github/login/oauth/authorize?");
  const callback = await walk(confirmed, await atGitHub());
  expectRedirect(await visitor.follow(callback), connectionsPath);
  expect(await textOf(visitor, connectionsPath)).toContain("GitHub is connected.");
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});

test("a confirmation for anything else goes on to no provider", async () => {
  const owner = await atGoogle();
  const visitor = await signedIn(owner);
  for (const path of [
    "/account/data?connect=github",
    `${connectionsPath}?connect=myspace`,
    `${connectionsPath}/disconnect?connect=github`,
  ]) {
    await ageSignIn(visitor);
    expectRedirect(await confirm(visitor, "google", owner, path), path);
  }
});

test("connecting a connected account says so and adds nothing", async () => {
  const spare = await atGitHub();
  const visitor = await signedIn(await atGoogle());
  const form = await formOn(visitor, connectionsPath, connectButton("github"));
  await connect(visitor, "github", spare);
  const again = await walk(await visitor.submit(connectionsPath, form), spare);
  expectRedirect(await visitor.follow(again), connectionsPath);
  expect(await textOf(visitor, connectionsPath)).toContain("GitHub was connected already.");
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  expect((await activityOf(visitor)).filter((entry) => entry === "connected github")).toHaveLength(
    1,
  );
});

test("a second account of the same provider can be connected, and signs in too", async () => {
  const [first, second] = [await atGitHub(), await atGitHub()];
  const visitor = await signedIn(await atGoogle());
  const form = await formOn(visitor, connectionsPath, connectButton("github"));
  await connect(visitor, "github", first);
  await visitor.follow(await walk(await visitor.submit(connectionsPath, form), second));
  expect(await connectedProviders(visitor)).toEqual(["github", "github", "google"]);
  const text = await textOf(visitor, connectionsPath);
  for (const account of [first, second]) expect(text).toContain(addressAtGitHub(account));
  const elsewhere = await signedIn(second, "github");
  expect((await elsewhere.sessionUser())?.id).toBe((await visitor.sessionUser())?.id);
});

test("of two users who connect one account at the same moment, one gets it", async () => {
  const spare = await atGitHub();
  const visitors = [await signedIn(await atGoogle()), await signedIn(await atGoogle())];
  const arriving = [];
  for (const visitor of visitors) {
    arriving.push({ visitor, url: await reachConnect(visitor, "github", spare) });
  }
  const responses = await Promise.all(arriving.map(({ visitor, url }) => visitor.follow(url)));
  for (const response of responses) expectRedirect(response, connectionsPath);
  const providers = await Promise.all(visitors.map(connectedProviders));
  expect(providers.map((all) => all.length).sort()).toEqual([1, 2]);
  const texts = await Promise.all(visitors.map((visitor) => textOf(visitor, connectionsPath)));
  expect(texts.filter((text) => text.includes("GitHub is connected."))).toHaveLength(1);
  expect(
    texts.filter((text) => text.includes("is already used by another account here.")),
  ).toHaveLength(1);
});
