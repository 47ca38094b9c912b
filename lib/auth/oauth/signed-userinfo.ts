import "server-only";
import type { JWTPayload } from "jose";
import { verifyJwt } from "@/lib/auth/oauth/verify-jwt";

/**
 * Verifies a signed UserInfo response with the keys of the ID Tokens. It must name its issuer and be
 * meant for us (OpenID Connect Core 1.0, section 5.3.2), or a JWT made for another purpose would do.
 *
 * @throws ProviderError
 */
export function verifySignedUserinfo(jwt: string, expected: ExpectedUserinfo): Promise<JWTPayload> {
  const { issuer, clientId, jwksUri, algorithms } = expected;
  const options = { issuer, audience: clientId, algorithms, requiredClaims: ["sub"] };
  return verifyJwt(jwt, { step: "userinfo", fault: "malformed", jwksUri, options });
}

type ExpectedUserinfo = {
  issuer: string;
  clientId: string;
  jwksUri: string;
  /** Asymmetric ones only, never `none`. */
  algorithms: string[];
};
