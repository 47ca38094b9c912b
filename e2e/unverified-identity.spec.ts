import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { type AccountDraft, control, type ProviderName } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { referenceOn } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { uniqueAddress, verified } from "./support/test-user";

type Rejected = { draft: () => AccountDraft; provider: ProviderName; expected: string };
const noAddress = (provider: string) => `${provider} has no verified email address for you`;
const google = (claims: Record<string, unknown>): Rejected => ({
  provider: "google",
  draft: () => ({ google: claims }),
  expected: noAddress("Google"),
});
const github = (emails: () => unknown, expected = noAddress("GitHub")): Rejected => ({
  provider: "github",
  draft: () => ({ github: { user: { email: uniqueAddress() }, emails: emails() } }),
  expected,
});
const unusable = "GitHub couldn’t confirm who you are";

const rejected: Record<string, Rejected> = {
  "email_verified false": google({ email_verified: false }),
  'email_verified "true", a string': google({ email_verified: "true" }),
  "email_verified 1": google({ email_verified: 1 }),
  "no email_verified": google({ email_verified: null }),
  "no address at Google": google({ email: null }),
  "an address with a line break": google({ email: "a@example.com\nb@example.com" }),
  "two addresses in one": google({ email: "a@example.com,b@evil.example@example.com" }),
  "an address that is a list": google({ email: ["a@example.com"] }),
  "an unverified primary address and a verified other one": github(() => [
    { email: uniqueAddress(), primary: false, verified: true, visibility: null },
    { email: uniqueAddress(), primary: true, verified: false, visibility: "public" },
  ]),
  "no primary address": github(() => [
    { email: uniqueAddress(), primary: false, verified: true, visibility: null },
  ]),
  "an empty list of addresses": github(() => []),
  "an object for the list of addresses": github(
    () => ({ email: uniqueAddress(), primary: true, verified: true }),
    unusable,
  ),
  "an address that is not a string": github(
    () => [{ email: { address: uniqueAddress() }, primary: true, verified: true }],
    unusable,
  ),
  'verified "true", a string': github(
    () => [{ email: uniqueAddress(), primary: true, verified: "true" }],
    unusable,
  ),
};

for (const [what, { draft, provider, expected }] of Object.entries(rejected)) {
  test(`a sign-in with ${provider} and ${what} is rejected, and the page says what to do`, async () => {
    const user = await control.createAccount(draft());
    const visitor = new HttpVisitor();
    const response = await visitor.signIn(provider, user);
    expect(response.status).toBe(401);
    expect(response.body).toContain(expected);
    if (expected !== unusable)
      expect(response.body).toMatch(/(Open|go to) .*, verify .*, then sign in again\./);
    expect(visitor.sessionToken()).toBe("");
    expect(await countRowsOf(user)).toEqual(noRows);
    expect(await logLineOf(referenceOn(response))).toMatchObject({
      event: "sign-in.failed",
      provider,
    });
  });
}

test("a sign-in is rejected if GitHub does not return the addresses", async () => {
  const usable = verified(uniqueAddress());
  for (const body of [{ message: "Resource not accessible" }, usable]) {
    const user = await control.createAccount({ github: {} });
    const fault = { kind: "status", status: 403, body };
    await control.placeFault({ account: user.id, endpoint: "emails", fault });
    const visitor = new HttpVisitor();
    const response = await visitor.signIn("github", user);
    expect(response.status).toBe(401);
    expect(response.body).toContain(unusable);
    expect(visitor.sessionToken()).toBe("");
    expect(await countRowsOf(user)).toEqual(noRows);
  }
});
