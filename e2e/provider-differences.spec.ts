import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { type Account, control, type FaultOrder, type ProviderName } from "./support/control";
import { referenceOn } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { makeTestUser, unverified, verified } from "./support/test-user";
import { connectionsOf } from "./support/visitor-rows";

type Fault = FaultOrder["fault"];

async function signInWith(user: Account, provider: ProviderName, faults: Record<string, Fault>) {
  for (const [endpoint, fault] of Object.entries(faults)) {
    const order = { account: user.id, provider, endpoint: endpoint as FaultOrder["endpoint"] };
    await control.placeFault({ ...order, fault });
  }
  const visitor = new HttpVisitor();
  return { visitor, response: await visitor.signIn(provider, user) };
}

const endpointsOf = async (user: Account) =>
  (await control.requests(user.id)).map(({ endpoint }) => endpoint).slice(1);

/** Removes claims from the ID Token alone. */
const idTokenWithout = (...names: string[]): Fault => ({
  kind: "id-token",
  claims: Object.fromEntries(names.map((name) => [name, null])),
});

for (const [what, names] of Object.entries({
  "no email_verified": ["email_verified"],
  "no address": ["email", "email_verified"],
  "email_verified, but no address": ["email"],
})) {
  test(`an ID Token with ${what} is completed from UserInfo, by one more request`, async () => {
    const user = await control.createAccount({ google: {} });
    const { visitor, response } = await signInWith(user, "google", {
      token: idTokenWithout(...names),
    });
    expect(response.status).toBe(303);
    expect(await visitor.sessionUser()).toMatchObject({ email: user.google?.email });
    expect(await endpointsOf(user)).toEqual(["token", "user"]);
  });
}

test("a signed UserInfo response is verified with the provider's keys", async () => {
  const user = await control.createAccount({ google: {} });
  const token = idTokenWithout("email_verified");
  const signed = { token, user: { kind: "signed-userinfo" } };
  expect((await signInWith(user, "google", signed)).response.status).toBe(303);

  for (const signature of ["none", "foreign-key", "hs256-with-client-secret"]) {
    const victim = await control.createAccount({ google: {} });
    const forged = { token, user: { kind: "signed-userinfo", signature } };
    const { response } = await signInWith(victim, "google", forged);
    expect([signature, response.status]).toEqual([signature, 401]);
  }
});

test("an address of one source and a flag of the other sign no one in", async () => {
  const victim = await makeTestUser();
  const attacker = await control.createAccount({ google: { email: victim.address } });
  const { visitor, response } = await signInWith(attacker, "google", {
    token: idTokenWithout("email_verified"),
    user: { kind: "replace", body: { sub: attacker.google?.sub, email_verified: true } },
  });
  expect(response.status).toBe(401);
  expect(visitor.sessionToken()).toBe("");
});

test("UserInfo about another subject signs no one in", async () => {
  const user = await control.createAccount({ google: {} });
  const { response } = await signInWith(user, "google", {
    token: idTokenWithout("email_verified"),
    user: { kind: "merge", body: { sub: "110000000000000000000" } },
  });
  expect(response.status).toBe(401);
});

test("an address beyond the first page of GitHub's list is found", async () => {
  const address = `primary-${crypto.randomUUID()}@example.com`;
  const others = Array.from({ length: 240 }, (_, index) => ({
    ...unverified(`other-${index}@example.com`)[0],
    primary: false,
  }));
  const user = await control.createAccount({
    github: { emails: [...others, ...verified(address)] },
  });
  const visitor = new HttpVisitor();
  expect((await visitor.signIn("github", user)).status).toBe(303);
  expect(await visitor.sessionUser()).toMatchObject({ email: address });
  const requests = await control.requests(user.id);
  expect(requests.filter(({ endpoint }) => endpoint === "emails")).toHaveLength(3);
});

const odd: Record<string, Fault> = {
  null: { kind: "nulls", names: ["refresh_token", "expires_in", "scope"] },
  odd: { kind: "merge", body: { refresh_token: 5, expires_in: "soon", scope: ["openid"] } },
  "written in other letter case": { kind: "merge", body: { token_type: "BEARER" } },
};

for (const provider of ["google", "github"] as const) {
  for (const [what, fault] of Object.entries(odd)) {
    test(`members of ${provider}'s token response that we don't use may be ${what}`, async () => {
      const user = await control.createAccount({ google: {}, github: {} });
      expect((await signInWith(user, provider, { token: fault })).response.status).toBe(303);
    });
  }
}

test("an ID Token's auth_time of another type does not stop a sign-in", async () => {
  const user = await control.createAccount({ google: {} });
  const token = { kind: "id-token", claims: { auth_time: "yesterday" } };
  expect((await signInWith(user, "google", { token })).response.status).toBe(303);
});

test("a name comes from its parts where there is no whole one, and never from what can't be seen", async () => {
  const parts = await control.createAccount({
    google: { name: null, given_name: "Grace", family_name: "Hopper" },
  });
  const ofParts = (await signInWith(parts, "google", {})).visitor;
  expect(await ofParts.sessionUser()).toMatchObject({ name: "Grace Hopper" });
  const hidden = await control.createAccount({
    google: { name: "\u3164\u2800", given_name: "\u200b", family_name: null },
  });
  const { visitor } = await signInWith(hidden, "google", {});
  expect((await visitor.sessionUser())?.name).toBeNull();
  expect(await connectionsOf(visitor)).toHaveLength(1);
});

const withoutAddress: Record<string, { claims: Record<string, unknown>; token?: Fault }> = {
  "email-missing": { claims: { email: null } },
  "email-not-shared": {
    claims: { email: null },
    token: { kind: "merge", body: { scope: "openid profile" } },
  },
  "email-invalid": { claims: { email: "ada" } },
  "email-verified-missing": { claims: { email_verified: null } },
  "email-verified-not-boolean": { claims: { email_verified: "1" } },
  "email-unverified": { claims: { email_verified: false } },
};

for (const [reason, { claims, token }] of Object.entries(withoutAddress)) {
  test(`the log says why there is no verified address: ${reason}`, async () => {
    const user = await control.createAccount({ google: claims });
    const { response } = await signInWith(user, "google", token ? { token } : {});
    expect(response.status).toBe(401);
    const line = await logLineOf(referenceOn(response));
    expect(line).toMatchObject({ failure: "refused", reason });
    expect(response.body.includes("You didn’t share")).toBe(reason === "email-not-shared");
  });
}

test("a page says to try again only where that can help", async () => {
  const faults: [Fault, boolean][] = [
    [{ kind: "status", status: 503 }, true],
    [{ kind: "status", status: 400, body: { error: "invalid_grant" } }, true],
    [{ kind: "status", status: 401, body: { error: "invalid_client" } }, false],
    [{ kind: "id-token", claims: { nonce: null } }, false],
    [{ kind: "id-token", signature: "hs256-with-client-secret" }, false],
  ];
  for (const [fault, helps] of faults) {
    const user = await control.createAccount({ google: {} });
    const { response } = await signInWith(user, "google", { token: fault });
    expect(response.status).toBe(401);
    expect([fault, response.body.includes("Try again in a minute")]).toEqual([fault, helps]);
  }
});
