import "server-only";
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from "jose";
import { keySetFor } from "@/lib/auth/oauth/jwks";
import {
  isProviderError,
  ProviderError,
  type ProviderFault,
} from "@/lib/auth/oauth/provider-error";

/** The provider's clock and ours may differ by this much. */
export const clockToleranceSeconds = 30;

type Expected = {
  /** What the JWT is, if it turns out to be invalid. */
  step: "token" | "userinfo";
  fault: ProviderFault;
  jwksUri: string;
  options: JWTVerifyOptions;
};

/**
 * The claims of a JWT that a provider signed with one of its keys.
 * @throws ProviderError
 */
export async function verifyJwt(
  jwt: string,
  { step, fault, jwksUri, options }: Expected,
): Promise<JWTPayload> {
  try {
    const all = { clockTolerance: clockToleranceSeconds, ...options };
    return (await jwtVerify(jwt, keySetFor(jwksUri), all)).payload;
  } catch (error) {
    if (isProviderError(error)) throw error;
    const message = error instanceof errors.JOSEError ? error.code : "not verifiable";
    throw new ProviderError(step, fault, { message, cause: error });
  }
}
