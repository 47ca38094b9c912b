import { expect, test } from "@playwright/test";
import { type ErrorLink, logLineOf } from "./support/app-log";
import { type Account, control, type FaultOrder, type ProviderName } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { type HttpResponse, referenceOn } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { stack } from "./support/stack";

type Fault = FaultOrder["fault"];

const faults: Record<string, Fault> = {
  "status 400": { kind: "status", status: 400, body: { error: "invalid_grant" } },
  "status 401": { kind: "status", status: 401, body: { message: "Bad credentials" } },
  "status 403 in HTML": {
    kind: "status",
    status: 403,
    body: "<h1>no</h1>",
    contentType: "text/html",
  },
  "status 500": { kind: "status", status: 500, body: "" },
  "status 500 with the right body": { kind: "relabel", status: 500 },
  "status 204 and no body": { kind: "status", status: 204 },
  "a redirect": { kind: "redirect", to: "https://evil.example/steal" },
  "a page of HTML": { kind: "html" },
  "malformed JSON": { kind: "malformed-json" },
  "an empty object": { kind: "replace", body: {} },
  "an empty list": { kind: "replace", body: [] },
  "the number 1": { kind: "replace", body: 1 },
  null: { kind: "replace", body: null },
  "an error with status 200": {
    kind: "replace",
    body: { error: "bad_verification_code", error_description: "The code passed is incorrect." },
  },
  "a body of 100 MB": { kind: "huge", bytes: 100_000_000 },
  "a reset connection": { kind: "reset" },
};

const slowFaults: Record<string, Fault> = {
  "a byte a second": { kind: "drip" },
  silence: { kind: "silence" },
};

const errorBesideToken: Fault = { kind: "merge", body: { error: "invalid_grant" } };

const specificFaults: Record<string, Record<string, Fault>> = {
  "google token": {
    "missing fields": { kind: "merge", body: { id_token: null } },
    "an error beside a token": errorBesideToken,
  },
  "github token": {
    "missing fields": { kind: "merge", body: { access_token: null } },
    "an error beside a token": errorBesideToken,
  },
  "github user": { "missing fields": { kind: "merge", body: { id: null } } },
  "github emails": {
    "missing fields": { kind: "replace", body: [{ email: "a@example.com" }] },
  },
};

type Where = { provider: ProviderName; name: string; endpoint: FaultOrder["endpoint"] };

const endpoints: Where[] = [
  { provider: "google", name: "Google", endpoint: "token" },
  { provider: "github", name: "GitHub", endpoint: "token" },
  { provider: "github", name: "GitHub", endpoint: "user" },
  { provider: "github", name: "GitHub", endpoint: "emails" },
];

/** GitHub returns an empty list for a user without an address, so this is no fault. */
const isValid = (endpoint: string, what: string) =>
  endpoint === "emails" && what === "an empty list";

for (const { provider, name, endpoint } of endpoints) {
  test.describe(`${name}'s ${endpoint} endpoint`, () => {
    test(`fails a sign-in within 10 s with a cause in the log, whatever its fault`, async () => {
      const all = { ...faults, ...specificFaults[`${provider} ${endpoint}`] };
      const trials = Object.entries(all).filter(([what]) => !isValid(endpoint, what));
      expect(trials.length).toBeGreaterThan(15);
      await Promise.all(
        trials.map(([what, fault]) =>
          test.step(what, () => expectFailsThenRecovers({ provider, endpoint, name }, fault)),
        ),
      );
    });
  });
}

test("a silent or slow endpoint fails a sign-in within 10 s with a cause in the log", async () => {
  // In parallel, so that all timeouts pass at the same time.
  await Promise.all(
    endpoints.flatMap((where) =>
      Object.entries(slowFaults).map(([what, fault]) =>
        test.step(`${what} of ${where.name}'s ${where.endpoint} endpoint`, () =>
          expectFailsThenRecovers(where, fault)),
      ),
    ),
  );
});

async function expectFailsThenRecovers(where: Where, fault: Fault): Promise<void> {
  const { provider, endpoint } = where;
  const user = await control.createAccount({ google: {}, github: {} });
  const order = { account: user.id, provider, endpoint, fault };
  const id = await control.placeFault(order);
  const visitor = new HttpVisitor();
  const response = await visitor.signIn(provider, user);
  await expectProviderBlamed(response, where);
  expect(visitor.sessionToken()).toBe("");
  expect(await countRowsOf(user)).toEqual(noRows);

  await control.removeFault(id);
  expect((await visitor.signIn(provider, user)).status).toBe(303);
  expect(await countRowsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 1 });
}

async function expectProviderBlamed(response: HttpResponse, where: Where): Promise<void> {
  const { provider, name, endpoint } = where;
  expect(response.status).toBe(401);
  expect(response.milliseconds).toBeLessThan(10_000);
  expect(response.body).toContain(`${name} couldn’t confirm who you are`);
  const line = await logLineOf(referenceOn(response));
  const step = endpoint === "token" ? "token" : "userinfo";
  const failure = "provider-failed";
  expect(line).toMatchObject({ level: "warn", event: "sign-in.failed", provider, failure, step });
  for (const { name, message, code } of line.error ?? []) {
    expect(message.length).toBeGreaterThan(0);
    // The build minifies class names, but library errors with minified names also have a code.
    if (code === undefined) expect(name).toMatch(/^[A-Z]\w+Error$/);
  }
  // The cause is an error of ours, or of oauth4webapi, which reads the token response.
  const known = ({ name, code = "" }: ErrorLink) =>
    name === "ProviderError" || code.startsWith("OAUTH_");
  expect(line.error?.some(known), `a cause in ${JSON.stringify(line.error)}`).toBe(true);
}

async function backChannel(user: Account) {
  const requests = await control.requests(user.id);
  return requests.filter(({ endpoint }) => endpoint !== "authorize");
}

test("finishing a sign-in with Google takes one request once the keys are cached", async () => {
  const user = await control.createAccount({ google: {} });
  expect((await new HttpVisitor().signIn("google", user)).status).toBe(303);
  const requests = await backChannel(user);
  expect(requests.map(({ method, endpoint }) => `${method} ${endpoint}`)).toEqual(["POST token"]);
  expect(requests[0]?.bodyKeys).toContain("code_verifier");
});

test("finishing a sign-in with GitHub takes three requests, the last two in parallel, and ends within 10 s if both are silent", async () => {
  const user = await control.createAccount({ github: {} });
  // In sequence, the second of them would never be sent.
  await control.placeFault({
    account: user.id,
    endpoint: "user",
    fault: { kind: "silence" },
    times: 1,
  });
  await control.placeFault({
    account: user.id,
    endpoint: "emails",
    fault: { kind: "silence" },
    times: 1,
  });
  const visitor = new HttpVisitor();
  const url = await visitor.reachCallback("github", user);
  const pending = visitor.follow(url);
  await expect
    .poll(async () => (await backChannel(user)).map(({ endpoint }) => endpoint).sort(), {
      timeout: 4_000,
    })
    .toEqual(["emails", "token", "user"]);
  const response = await pending;
  expect(response.status).toBe(401);
  expect(response.milliseconds).toBeLessThan(10_000);
});

test("a redirect of the token endpoint is not followed", async () => {
  const user = await control.createAccount({ google: {} });
  const to = `${new URL(stack().controlUrl).origin}/google/.well-known/openid-configuration?followed=${user.id}`;
  await control.placeFault({
    account: user.id,
    endpoint: "token",
    fault: { kind: "redirect", to },
  });
  expect((await new HttpVisitor().signIn("google", user)).status).toBe(401);
  const followed = (await control.requests()).filter(({ query }) => query.followed === user.id);
  expect(followed).toEqual([]);
});
