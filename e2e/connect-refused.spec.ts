import { expect, test } from "@playwright/test";
import {
  connect,
  connectButton,
  connectionsPath,
  expectRedirect,
  forged,
  formOn,
  fromAnotherSite,
  reachConnect,
  signedIn,
  signInTo,
  textOf,
} from "./support/account-centre";
import { logLineOf } from "./support/app-log";
import { type Account, control, type FaultOrder, type ProviderName } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { referenceOn } from "./support/http-response";
import type { HttpVisitor } from "./support/http-visitor";
import { verified } from "./support/test-user";
import { activityOf, connectedProviders } from "./support/visitor-rows";

const atGoogle = () => control.createAccount({ google: {} });
const atGitHub = () => control.createAccount({ github: {} });
const addressAtGitHub = (account: Account) => account.github?.emails[0]?.email ?? "";
const withAddressAtGitHub = (email: string) =>
  control.createAccount({ github: { emails: verified(email) } });

/** Expects that neither the accounts nor the session have changed. */
async function expectNothingConnected(visitor: HttpVisitor, token: string): Promise<void> {
  expect(visitor.sessionToken()).toBe(token);
  expect(await connectedProviders(visitor)).toEqual(["google"]);
  const noted = await activityOf(visitor);
  expect(noted.filter((entry) => entry.startsWith("connected"))).toEqual([]);
}

test("another user's provider account is not connected, and stays theirs", async () => {
  const theirs = await atGitHub();
  const other = await signedIn(theirs, "github");
  const visitor = await signedIn(await atGoogle());
  const token = visitor.sessionToken();
  expectRedirect(await connect(visitor, "github", theirs), connectionsPath);
  const text = await textOf(visitor, connectionsPath);
  expect(text).toContain("That GitHub account is already used by another account here.");
  expect(text).not.toContain(addressAtGitHub(theirs));
  await expectNothingConnected(visitor, token);
  expect(await connectedProviders(other)).toEqual(["github"]);
  expect(await activityOf(visitor)).toContain("connect-refused github account-of-another");
  expect(await activityOf(other)).not.toContain("connect-refused github account-of-another");
});

test("a provider account with another user's address is not connected", async () => {
  const theirs = await atGoogle();
  const other = await signedIn(theirs);
  const spare = await withAddressAtGitHub(String(theirs.google?.email));
  const visitor = await signedIn(await atGoogle());
  const token = visitor.sessionToken();
  expectRedirect(await connect(visitor, "github", spare), connectionsPath);
  expect(await textOf(visitor, connectionsPath)).toContain(
    "The address of this GitHub account belongs to another account here.",
  );
  await expectNothingConnected(visitor, token);
  expect(await connectedProviders(other)).toEqual(["google"]);
  expect(await activityOf(visitor)).toContain("connect-refused github address-of-another");
});

test("a provider account without a verified address is not connected", async () => {
  const spare = await control.createAccount({ google: { email_verified: false } });
  const visitor = await signedIn(await atGitHub(), "github");
  expectRedirect(await connect(visitor, "google", spare), connectionsPath);
  expect(await textOf(visitor, connectionsPath)).toContain(
    "Google has no verified email address for you.",
  );
  expect(await connectedProviders(visitor)).toEqual(["github"]);
  expect(await activityOf(visitor)).toContain("connect-refused google email-unverified");
});

test("cancelling at the provider is reported on the connections page and changes nothing", async () => {
  const visitor = await signedIn(await atGoogle());
  const token = visitor.sessionToken();
  const url = await reachConnect(visitor, "github", await atGitHub(), "deny");
  expectRedirect(await visitor.follow(url), connectionsPath);
  const text = await textOf(visitor, connectionsPath);
  expect(text).toContain("You cancelled connecting GitHub.");
  expect(text).not.toContain("access_denied");
  await expectNothingConnected(visitor, token);
});

test("a provider's error is reported on the connections page and changes nothing", async () => {
  const spare = await atGitHub();
  const fault = { kind: "error", error: "server_error", error_description: "down for lunch" };
  await control.placeFault({ account: spare.id, endpoint: "authorize", fault });
  const visitor = await signedIn(await atGoogle());
  const token = visitor.sessionToken();
  expectRedirect(await connect(visitor, "github", spare), connectionsPath);
  const text = await textOf(visitor, connectionsPath);
  expect(text).toContain("GitHub wasn’t connected.");
  expect(text).toContain("down for lunch");
  await expectNothingConnected(visitor, token);
});

type Broken = { provider: ProviderName } & Pick<FaultOrder, "endpoint" | "fault">;
const broken: Record<string, Broken> = {
  "GitHub's token endpoint responds with 500": {
    provider: "github",
    endpoint: "token",
    fault: { kind: "status", status: 500 },
  },
  "GitHub's list of addresses is not JSON": {
    provider: "github",
    endpoint: "emails",
    fault: { kind: "malformed-json" },
  },
  "GitHub's user has no id": {
    provider: "github",
    endpoint: "user",
    fault: { kind: "merge", body: { id: null } },
  },
  "Google's id_token has a foreign signature": {
    provider: "google",
    endpoint: "token",
    fault: { kind: "id-token", signature: "foreign-key" },
  },
};

for (const [what, { provider, endpoint, fault }] of Object.entries(broken)) {
  test(`when ${what}, nothing is connected and the page links back to the account`, async () => {
    const own = provider === "google" ? "github" : "google";
    const visitor = await signedIn(await control.createAccount({ [own]: {} }), own);
    const token = visitor.sessionToken();
    const spare = await control.createAccount({ [provider]: {} });
    await control.placeFault({ account: spare.id, endpoint, fault });
    const response = await connect(visitor, provider, spare);
    expect(response.status).toBe(401);
    expect(response.body).toContain("couldn’t confirm who you are");
    expect(response.body).toContain(`href="${connectionsPath}"`);
    expect(response.body).toContain("Back to your account");
    expect(await logLineOf(referenceOn(response))).toMatchObject({
      event: "sign-in.failed",
      intent: "connect",
      failure: "provider-failed",
    });
    expect(visitor.sessionToken()).toBe(token);
    expect(await connectedProviders(visitor)).toEqual([own]);
    expect(await countRowsOf(spare)).toEqual(noRows);
  });
}

const notProviders = ["facebook", "__proto__", "Google", ""];

test("a form that names an unknown provider is not found", async () => {
  const visitor = await signedIn(await atGoogle());
  const form = await formOn(visitor, connectionsPath, connectButton("github"));
  for (const provider of notProviders) {
    const response = await visitor.submit(connectionsPath, forged(form, { provider }));
    expect([response.status, response.location], provider).toEqual([404, null]);
  }
  const doubled = await visitor.submit(connectionsPath, [...form, ["provider", "github"]]);
  expect([doubled.status, doubled.location]).toEqual([404, null]);
});

test("a form from another site starts no flow", async () => {
  const visitor = await signedIn(await atGoogle());
  const form = await formOn(visitor, connectionsPath, connectButton("github"));
  const response = await visitor.submit(connectionsPath, form, fromAnotherSite);
  expect([response.status, response.location]).toEqual([403, null]);
  expect(response.cookies).toEqual([]);
});

test("a signed-out user is sent to sign in and then back to the connections", async () => {
  const visitor = await signedIn(await atGoogle());
  const form = await formOn(visitor, connectionsPath, connectButton("github"));
  await visitor.signOut();
  expectRedirect(
    await visitor.submit(connectionsPath, form),
    signInTo(`${connectionsPath}?connect=github`),
  );
});
