import { describe, expect, it } from "vitest";
import type { Verdict } from "./authorization-response";
import { checkRedirectAddress } from "./redirect-address";

const facts = {
  name: "Provider",
  redirectAddress: "https://foyer.test/api/auth/callback/x",
  place: "its console",
  idVariable: "AUTH_OIDC_X_ID",
  scope: "openid email profile",
};
const wentOn: Verdict = { kind: "went-on" };
const refused: Verdict = { kind: "refused", because: "redirect-address", code: "a_code" };
const other: Verdict = { kind: "refused", because: "something", code: "a_code" };
const forbidden: Verdict = { kind: "unclear", code: "status 403" };
const tooMany: Verdict = { kind: "unclear", code: "status 429" };
const unclear: Verdict = { kind: "unclear", code: "status 503" };

describe("a redirect address", () => {
  it.each<[string, Verdict, Verdict, string]>([
    ["accepted, if another one is rejected", wentOn, refused, "ok"],
    ["undetermined, if any address leads to the sign-in", wentOn, wentOn, "warn"],
    ["undetermined, if the other response is unclear", wentOn, unclear, "warn"],
    ["undetermined, if the other request was too much", wentOn, tooMany, "warn"],
    ["accepted, if another one gets a client error", wentOn, forbidden, "ok"],
    ["undetermined, if the provider is out of order", unclear, unclear, "warn"],
    ["rejected", refused, refused, "fail"],
    ["rejected with the request", other, other, "fail"],
  ])("is %s", (_, ours, control, status) => {
    const finding = checkRedirectAddress({ ...facts, ours, control });
    expect(finding.status).toBe(status);
    if (status !== "ok") expect(finding.fix).toContain(facts.redirectAddress);
    if (status === "warn") expect(finding.text).toContain("could not be determined");
  });

  it.each([
    ["http://foyer.test", /^Correct AUTH_URL first/],
    ["http://localhost:3000", /^Register http:\/\/localhost:3000/],
    ["https://foyer.test", /^Register https:\/\/foyer\.test/],
  ])("of %s is to be registered only if others cannot read it in transit", (origin, fix) => {
    const redirectAddress = `${origin}/api/auth/callback/x`;
    const finding = checkRedirectAddress({
      ...facts,
      redirectAddress,
      ours: refused,
      control: refused,
    });
    expect(finding.fix).toMatch(fix);
  });
});

it.each([
  ["unauthorized_client", /allow the client the authorization code flow/],
  ["unsupported_response_type", /allow the client the authorization code flow/],
  ["invalid_scope", /allow the client the scopes openid email profile, .* AUTH_OIDC_X_SCOPE/],
  ["server_error", /own log/],
  ["status 403", /Register https:\/\/foyer\.test\/api\/auth\/callback\/x/],
])("a rejected request with the code %s has a fix of its own", (code, fix) => {
  const ours: Verdict = { kind: "refused", because: "something", code };
  expect(checkRedirectAddress({ ...facts, ours, control: wentOn }).fix).toMatch(fix);
});

it("repeats the provider's own words on one line, cut, without control characters", () => {
  const description = `The address\r\n\u001b[31mis \u202Ewrong${"!".repeat(500)}`;
  const ours: Verdict = { ...refused, description } as Verdict;
  const { text } = checkRedirectAddress({ ...facts, ours, control: wentOn });
  expect(text).toMatch(/^Provider rejects it \(a_code: The address \[31mis wrong!+…\)$/);
  expect(text.length).toBeLessThan(250);
});
