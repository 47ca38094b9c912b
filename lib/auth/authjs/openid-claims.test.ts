import { expect, it } from "vitest";
import { standardClaims } from "@/lib/auth/providers/claims";
import type { OpenIdProvider } from "@/lib/auth/providers/provider";
import { readOpenIdClaims } from "./openid-claims";

const metadata = {
  issuer: "https://id.example.com",
  authorization_endpoint: "https://id.example.com/authorize",
  token_endpoint: "https://id.example.com/token",
};
const noCall = () => Promise.reject(new Error("no call is to be made"));

async function problemOf(idToken: object, grantedScope?: string, scope = "openid email profile") {
  const provider = { claims: standardClaims, scope, userinfoClaims: ["email"] };
  const asked = {
    provider: provider as unknown as OpenIdProvider,
    metadata,
    deadline: AbortSignal.timeout(1000),
    fetch: noCall,
  };
  const tokens = { idToken: { sub: "1", ...idToken }, accessToken: "t", grantedScope };
  return (await readOpenIdClaims(asked, tokens)).email_problem;
}

it.each([
  ["openid", undefined, "email-not-shared"],
  ["openid,profile", undefined, "email-not-shared"],
  ["openid email", undefined, "email-missing"],
  [undefined, undefined, "email-missing"],
  ["openid", "openid profile", "email-missing"],
])("without an address, the granted scope %j of %j says: %s", async (granted, asked, problem) => {
  expect(await problemOf({}, granted, asked)).toBe(problem);
});

it("with an address, the granted scope decides nothing", async () => {
  const verified = { email: "ada@example.com", email_verified: true };
  expect(await problemOf(verified, "openid")).toBeUndefined();
  expect(await problemOf({ ...verified, email_verified: false }, "openid")).toBe(
    "email-unverified",
  );
});
