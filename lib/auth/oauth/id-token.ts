import "server-only";
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { keySetFor } from "@/lib/auth/oauth/jwks";
import { isProviderError, ProviderError } from "@/lib/auth/oauth/provider-error";

/** The provider's clock and ours may differ by this much. */
const clockToleranceSeconds = 30;
/** A provider issues the ID Token when we redeem the code; an older one is suspect. */
const maxTokenAgeSeconds = 10 * 60;

/**
 * Verifies an ID Token's signature and claims (OpenID Connect Core 1.0, section 3.1.3.7). Auth.js
 * checks the nonce, but not the signature, `azp` or an `iat` in the future.
 *
 * @throws ProviderError
 */
export async function verifyIdToken(idToken: string, expected: ExpectedIdToken): Promise<void> {
  const { issuer, clientId, algorithms } = expected;
  const payload = await verifySignature(idToken, keySetFor(expected.jwksUri), {
    issuer,
    audience: clientId,
    algorithms,
    clockTolerance: clockToleranceSeconds,
    maxTokenAge: maxTokenAgeSeconds,
    requiredClaims: ["sub", "exp", "iat"],
  });
  if (!isAuthorizedParty(payload, clientId)) {
    throw new ProviderError("token", "id-token-invalid", { message: "azp names another client" });
  }
  if (!isFresh(payload, expected.maxAuthenticationAgeSeconds)) {
    const message = "auth_time is missing or too long ago";
    throw new ProviderError("token", "id-token-invalid", { message });
  }
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

async function verifySignature(
  idToken: string,
  keySet: JWTVerifyGetKey,
  options: Parameters<typeof jwtVerify>[2],
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(idToken, keySet, options)).payload;
  } catch (error) {
    if (isProviderError(error)) throw error;
    const message = error instanceof errors.JOSEError ? error.code : "not verifiable";
    throw new ProviderError("token", "id-token-invalid", { message, cause: error });
  }
}

/** The rules on `azp` in the same section. */
function isAuthorizedParty({ aud, azp }: JWTPayload, clientId: string): boolean {
  if (azp !== undefined) return azp === clientId;
  return !Array.isArray(aud) || aud.length === 1;
}

/** The rule on `auth_time` in the same section. */
function isFresh({ auth_time }: JWTPayload, maxAgeSeconds: number | undefined): boolean {
  if (maxAgeSeconds === undefined) return true;
  if (typeof auth_time !== "number") return false;
  const ageSeconds = Date.now() / 1000 - auth_time;
  return (
    ageSeconds >= -clockToleranceSeconds && ageSeconds <= maxAgeSeconds + clockToleranceSeconds
  );
}
