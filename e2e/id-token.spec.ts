import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { control } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { referenceOn } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";

const minute = 60;
const now = () => Math.floor(Date.now() / 1000);
const clientId = "local-google-client";

/** ID Tokens that OpenID Connect Core 1.0, section 3.1.3.7 requires us to reject. */
const forged: Record<string, () => Record<string, unknown>> = {
  "alg none": () => ({ signature: "none" }),
  "alg none in other letter case": () => ({ signature: "none", header: { alg: "nOnE" } }),
  "an HS256 signature made with the client secret": () => ({
    signature: "hs256-with-client-secret",
  }),
  "a foreign key": () => ({ signature: "foreign-key" }),
  "a foreign key that its header names": () => ({
    signature: "foreign-key",
    header: { jku: "https://evil.example/keys", kid: "evil" },
  }),
  "a garbage signature": () => ({ signature: "garbage" }),
  "an empty signature": () => ({ signature: "empty" }),
  "another audience": () => ({ claims: { aud: "another-client" } }),
  "no audience": () => ({ claims: { aud: null } }),
  "an empty list of audiences": () => ({ claims: { aud: [] } }),
  "two audiences and no azp": () => ({ claims: { aud: [clientId, "another-client"], azp: null } }),
  "the azp of another client": () => ({ claims: { azp: "another-client" } }),
  "two audiences and the azp of another client": () => ({
    claims: { aud: [clientId, "another-client"], azp: "another-client" },
  }),
  "another issuer": () => ({ claims: { iss: "https://accounts.google.com" } }),
  "no issuer": () => ({ claims: { iss: null } }),
  "an expiry in the past": () => ({ claims: { exp: now() - 2 * minute } }),
  "no expiry": () => ({ claims: { exp: null } }),
  "a time of issue in the future": () => ({ claims: { iat: now() + 5 * minute } }),
  "a time of issue long ago": () => ({ claims: { iat: now() - 60 * minute } }),
  "no time of issue": () => ({ claims: { iat: null } }),
  "the nonce of another flow": () => ({ claims: { nonce: "of-another-flow" } }),
  "no nonce": () => ({ claims: { nonce: null } }),
  "no subject": () => ({ claims: { sub: null } }),
  "an empty subject": () => ({ claims: { sub: "" } }),
  "a subject that is not a string": () => ({ claims: { sub: { $ne: null } } }),
};

for (const [what, fault] of Object.entries(forged)) {
  test(`an ID Token with ${what} is rejected`, async () => {
    const user = await control.createAccount({ google: {} });
    const visitor = new HttpVisitor();
    const order = { account: user.id, endpoint: "token", times: 1 } as const;
    await control.placeFault({ ...order, fault: { kind: "id-token", ...fault() } });

    const response = await visitor.signIn("google", user);
    expect(response.status).toBe(401);
    expect(response.body).toContain("Google couldn’t confirm who you are");
    expect(visitor.sessionToken()).toBe("");
    expect(await countRowsOf(user)).toEqual(noRows);
    const line = await logLineOf(referenceOn(response));
    expect(line).toMatchObject({ event: "sign-in.failed", failure: "provider-failed" });
    expect(line.error?.length).toBeGreaterThan(0);
    expect(line.error?.map((link) => link.message)).not.toContain("not an Error");

    expect((await visitor.signIn("google", user)).status).toBe(303);
  });
}

test("an ID Token for several audiences, with our azp, signs in", async () => {
  const user = await control.createAccount({ google: {} });
  const fault = { kind: "id-token", claims: { aud: [clientId, "another-client"], azp: clientId } };
  await control.placeFault({ account: user.id, endpoint: "token", times: 1, fault });
  expect((await new HttpVisitor().signIn("google", user)).status).toBe(303);
});
