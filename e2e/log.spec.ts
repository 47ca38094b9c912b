import { expect, test } from "@playwright/test";
import { signedInUser, submitForm } from "./support/account-form";
import { ageSignIn } from "./support/account-rows";
import { logLineOf, readAppLog } from "./support/app-log";
import { control, providerNames } from "./support/control";
import { cookieName } from "./support/cookie-names";
import { flowCookie } from "./support/flow-cookie";
import { reachPendingLink } from "./support/guided-linking";
import { referenceOn } from "./support/http-response";
import { flowCookiePrefix, HttpVisitor, hashOf } from "./support/http-visitor";
import { open } from "./support/sealed-value";
import { stack } from "./support/stack";

const clientSecrets = [
  "local-google-secret-which-guards-nothing",
  "local-github-secret-which-guards-nothing",
];

/** Runs flows that succeed and fail, and collects every secret that the browser saw. */
async function secretsOfFlows(): Promise<{ secrets: string[]; references: string[] }> {
  const secrets: string[] = [];
  const references: string[] = [];
  for (const provider of providerNames) {
    const user = await control.createAccount({ google: {}, github: {} });
    const marker = `access-${crypto.randomUUID()}`;
    const trials = [
      { kind: "status", status: 500, body: { error: "server_error", access_token: marker } },
      { kind: "replace", body: { error: "invalid_grant", error_description: marker } },
      { kind: "merge", body: { refresh_token: marker } },
    ];
    for (const fault of trials) {
      await control.placeFault({
        account: user.id,
        provider,
        endpoint: "token",
        fault,
        times: 1,
      });
      const visitor = new HttpVisitor();
      const url = await visitor.reachCallback(provider, user);
      secrets.push(marker, ...["code", "state"].map((name) => url.searchParams.get(name) ?? ""));
      secrets.push(...(await secretsOfFlow(visitor.jar.get(flowCookie(url)) ?? "")));
      const response = await visitor.follow(url);
      if (response.status === 401) references.push(referenceOn(response));
      const token = visitor.sessionToken();
      if (token) secrets.push(token, hashOf(token));
      await visitor.follow(url);
      if (token) await visitor.signOut();
    }
  }
  return { secrets, references };
}

/** What the cookie of a flow shows and hides: state, PKCE verifier and, for OpenID Connect, nonce. */
async function secretsOfFlow(sealed: string): Promise<string[]> {
  const own = { purpose: "flow", secret: stack().authSecret };
  const { value } = (await open(sealed, own)) as { value: { checks: Record<string, string> } };
  const checks = Object.values(value.checks).filter((check) => check !== null);
  expect(checks.length).toBeGreaterThan(1);
  return [sealed, ...checks];
}

/**
 * Uses the account centre, and collects every cookie that it set, the hashes that are stored of
 * them, and the values that identify the user.
 */
async function secretsOfAccountCentre(): Promise<string[]> {
  const { user, visitor } = await signedInUser();
  const cookies = new Map<string, string>();
  const note = () => {
    for (const name of visitor.jar.names()) cookies.set(name, visitor.jar.get(name) ?? "");
  };
  note();
  const first = visitor.sessionToken();
  await ageSignIn(visitor);
  const from = { path: "/account/data/delete", button: "Continue with Google" };
  const { location } = await submitForm(visitor, from);
  note();
  const { account } = user;
  const callback = await control.authorize({ url: location ?? "", account: account.id });
  const parameters = [...new URL(callback).searchParams.values()].filter(
    (text) => text.length > 20,
  );
  expect((await visitor.follow(new URL(callback))).status).toBe(303);
  expect((await visitor.submit("/account/data/export", [])).status).toBe(200);
  await submitForm(visitor, { path: "/account", button: "Save profile" }, { username: "-" });
  note();
  const offered = await reachPendingLink();
  for (const name of offered.visitor.jar.names()) {
    cookies.set(name, offered.visitor.jar.get(name) ?? "");
  }
  const deletion = { path: "/account/data/delete", button: "Delete my account" };
  await submitForm(visitor, deletion, { username: user.username });

  const names = ["foyer.device", "foyer.connect-offer", "authjs.session-token"].map(cookieName);
  expect([...cookies.keys()]).toEqual(expect.arrayContaining(names));
  expect([...cookies.keys()].join()).toContain(flowCookiePrefix);
  const values = [...cookies.values()].filter((value) => value.length > 10);
  const known = [user.address, user.username, String(account.google?.sub), first];
  return [...parameters, ...values, ...values.map(hashOf), ...known];
}

test("the log has no secret of a flow, an account or the settings", async () => {
  const { secrets, references } = await secretsOfFlows();
  secrets.push(...(await secretsOfAccountCentre()));
  expect(references).toHaveLength(4);
  for (const reference of references) await logLineOf(reference);

  const { authSecret, databaseUrl } = stack();
  const settings = [...clientSecrets, authSecret, new URL(databaseUrl).password];
  const log = await readAppLog();
  for (const secret of [...secrets, ...settings]) {
    expect(secret.length).toBeGreaterThan(10);
    expect(log.includes(secret), "a secret is in the log").toBe(false);
  }
});

test("the log of the whole run has no JWT, cookie, query string, address or stack trace", async () => {
  const log = await readAppLog();
  expect(log).not.toMatch(/eyJ[\w-]{10,}\.[\w-]+/);
  expect(log).not.toMatch(/(authjs|foyer)\.[\w.-]+=/);
  expect(log).not.toMatch(/@example\.(com|net|org)/);
  expect(log).not.toMatch(/[?&](code|state|error|callbackUrl)=/);
  expect(log).not.toMatch(/postgres(ql)?:\/\/\S+:\S+@/);
  expect(log).not.toMatch(/\n\s+at \S+ \(/);
});

test("every line of the app is JSON with a time, a level and an event", async () => {
  const lines = (await readAppLog()).split("\n").filter((line) => line.startsWith("{"));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({
      level: expect.any(String),
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: expect.any(String),
    });
  }
});

test("every line about a request has its reference, and those about sign-ins the user's id", async () => {
  const lines = (await readAppLog()).split("\n").filter((line) => line.startsWith("{"));
  const ofRequests = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ event }) => !/^(boot|shutdown|telemetry)\./.test(String(event)));
  expect(ofRequests.filter(({ reference }) => !reference)).toEqual([]);
  const known = ["sign-in.completed", "sign-out.completed", "account.action"];
  for (const event of known) {
    const users = ofRequests.filter((line) => line.event === event).map(({ user }) => user);
    expect(users.length, event).toBeGreaterThan(0);
    for (const user of users) expect(user, event).toMatch(/^[0-9a-f-]{36}$/);
  }
});
