import "server-only";
import type { JWTPayload } from "jose";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { clockToleranceSeconds, verifyJwt } from "@/lib/auth/oauth/verify-jwt";

/** A provider issues the ID Token when we redeem the code; an older one is suspect. */
const maxTokenAgeSeconds = 10 * 60;

/**
 * Verifies an ID Token's signature and claims (OpenID Connect Core 1.0, section 3.1.3.7). Auth.js
 * checks the nonce, but not the signature, `azp` or an `iat` in the future.
 *
 * @returns its claims
 * @throws ProviderError
 */
export async function verifyIdToken(
  idToken: string,
  expected: ExpectedIdToken,
): Promise<JWTPayload> {
  const { issuer, clientId, jwksUri, algorithms } = expected;
  const payload = await verifyJwt(idToken, {
    step: "token",
    fault: "id-token-invalid",
    jwksUri,
    options: {
      issuer,
      audience: clientId,
      algorithms,
      maxTokenAge: maxTokenAgeSeconds,
      requiredClaims: ["sub", "exp", "iat"],
    },
  });
  if (!isAuthorizedParty(payload, clientId)) {
    throw new ProviderError("token", "id-token-invalid", { message: "azp names another client" });
  }
  const fault = findAuthTimeFault(payload, expected.maxAuthenticationAgeSeconds);
  if (fault) {
    const message = authTimeFaults[fault];
    throw new ProviderError("token", "not-reauthenticated", { message, detail: fault });
  }
  return payload;
}

type ExpectedIdToken = {
  issuer: string;
  clientId: string;
  jwksUri: string;
  /** Asymmetric ones only, never `none`: see `idTokenAlgorithms`. */
  algorithms: string[];
  /** The `max_age` of the authorization request, if it had one. */
  maxAuthenticationAgeSeconds?: number | undefined;
};

/** The rules on `azp` in the same section. */
function isAuthorizedParty({ aud, azp }: JWTPayload, clientId: string): boolean {
  if (azp !== undefined) return azp === clientId;
  return !Array.isArray(aud) || aud.length === 1;
}

const authTimeFaults = {
  "auth-time-missing": "the ID Token has no auth_time, which a request with max_age asks for",
  "auth-time-zero": "auth_time is 0: the provider doesn't record when users sign in",
  "auth-time-invalid": "auth_time is not a number of seconds",
  "auth-time-old": "auth_time is too long ago: the provider ignores prompt=login and max_age",
  "auth-time-future": "auth_time is in the future: compare the clocks of both servers",
};

/** The rule on `auth_time` in the same section. */
function findAuthTimeFault(
  { auth_time }: JWTPayload,
  maxAgeSeconds: number | undefined,
): keyof typeof authTimeFaults | null {
  if (maxAgeSeconds === undefined) return null;
  if (auth_time === undefined || auth_time === null) return "auth-time-missing";
  if (auth_time === 0) return "auth-time-zero";
  if (typeof auth_time !== "number") return "auth-time-invalid";
  const ageSeconds = Date.now() / 1000 - auth_time;
  if (ageSeconds < -clockToleranceSeconds) return "auth-time-future";
  return ageSeconds > maxAgeSeconds + clockToleranceSeconds ? "auth-time-old" : null;
}
