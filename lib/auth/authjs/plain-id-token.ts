import "server-only";
import { base64url, type JWTPayload } from "jose";

/**
 * A verified ID Token for Auth.js, which reads its claims again but not its signature. Members that are
 * null count as absent, and `auth_time` is ours to judge: oauth4webapi would reject both.
 *
 * @param claims - those that were verified
 */
export function withPlainClaims(idToken: string, claims: JWTPayload): string {
  const [header, , signature] = idToken.split(".");
  const plain = Object.entries(claims).filter(
    ([name, value]) => value !== null && name !== "auth_time",
  );
  return [header, base64url.encode(JSON.stringify(Object.fromEntries(plain))), signature].join(".");
}
