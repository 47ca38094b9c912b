import { describe, expect, it } from "vitest";
import { providerSetup } from "@/lib/doctor/provider/consoles";
import type { Verdict } from "./authorization-response";
import { checkClientId } from "./client-id";
import { checkClientSecret } from "./client-secret";
import { checkClock } from "./clock";
import { checkRedirectAddress } from "./redirect-address";

const facts = {
  name: "Provider",
  redirectAddress: "https://foyer.test/api/auth/callback/x",
  place: "its console",
  idVariable: "AUTH_X_ID",
  secretVariable: "AUTH_X_SECRET",
};
const wentOn: Verdict = { kind: "went-on" };
const refused: Verdict = { kind: "refused", because: "redirect-address", code: "a_code" };
const other: Verdict = { kind: "refused", because: "something", code: "a_code" };
const unclear: Verdict = { kind: "unclear", code: "status 503" };

describe("a redirect address", () => {
  it.each<[string, Verdict, Verdict, string]>([
    ["accepted, if another one is rejected", wentOn, refused, "ok"],
    ["undetermined, if any address leads to the sign-in", wentOn, wentOn, "warn"],
    ["undetermined, if the other response is unclear", wentOn, unclear, "warn"],
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
  ["invalid_grant", "ok"],
  ["bad_verification_code", "ok"],
  ["invalid_client", "fail"],
  ["incorrect_client_credentials", "fail"],
  ["Not?Found", "fail"],
  ["redirect_uri_mismatch", "fail"],
  ["server_error", "warn"],
  [null, "skipped"],
])("takes the response %s of a token endpoint to a made-up code for %s", (code, status) => {
  expect(checkClientSecret({ ...facts, code }).status).toBe(status);
});

it.each([
  [0, true, "ok"],
  [-20, true, "ok"],
  [45, true, "fail"],
  [-45, true, "fail"],
  [45, false, "warn"],
])(
  "takes a provider's clock %i seconds ahead, with ID Tokens: %s, for %s",
  (skew, tokens, status) => {
    expect(checkClock("Provider", skew, tokens).status).toBe(status);
  },
);

it.each([
  ["google", "1234567890-abc123def.apps.googleusercontent.com", "ok"],
  ["google", "GOCSPX-abcdefghij", "warn"],
  ["google", "1234567890-abc123def", "warn"],
  ["github", "Ov23liQ44acMO3k1WRkZ", "ok"],
  ["github", "a69c7cca3b3121a40934", "ok"],
  ["github", "Iv1.84bfcae388354994", "ok"],
  ["github", "Iv23liqxo1L0yFSPaYws", "ok"],
  ["github", "a69c7cca3b3121a40934a69c7cca3b3121a40934", "warn"],
  ["microsoft-entra-id", "8eaef023-2b34-4da1-9baa-8bc8c9d6a490", "ok"],
  ["microsoft-entra-id", "8eaef0232b344da19baa8bc8c9d6a490", "warn"],
  ["gitlab", "0123456789abcdef".repeat(4), "ok"],
  ["discord", "123456789012345678", "ok"],
  ["discord", "MTIzNDU2Nzg5", "warn"],
  ["twitter", "anything", undefined],
])("takes the client id of %s %s for %s", (id, clientId, status) => {
  const setup = providerSetup(id);
  if (!setup) throw new Error("no setup");
  expect(checkClientId("AUTH_X_ID", clientId, setup)?.status).toBe(status);
});

it("has no setup for an unknown provider", () => {
  expect([providerSetup("toString"), providerSetup("unknown")]).toEqual([null, null]);
});
