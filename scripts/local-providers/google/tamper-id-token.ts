import { randomBytes } from "node:crypto";
import { CompactSign, decodeJwt, decodeProtectedHeader } from "jose";
import { googleClient } from "../clients";
import type { IdTokenFault } from "../faults/fault";
import type { GoogleKeys } from "./keys";

/** Rewrites an ID Token, or another JWT, with other header fields, other claims, and a right or wrong signature. */
export async function tamperIdToken(
  idToken: string,
  fault: Pick<IdTokenFault, "claims" | "signature"> & { header?: IdTokenFault["header"] },
  keys: GoogleKeys,
): Promise<string> {
  const alg = algorithms[fault.signature];
  const header = merge({ ...decodeProtectedHeader(idToken), alg }, fault.header);
  const payload = JSON.stringify(merge(decodeJwt(idToken), fault.claims));
  const unsigned = `${encode(JSON.stringify(header))}.${encode(payload)}`;
  const sign = (key: Parameters<CompactSign["sign"]>[0]) =>
    new CompactSign(Buffer.from(payload)).setProtectedHeader({ ...header, alg }).sign(key);
  switch (fault.signature) {
    case "right":
      return sign(keys.own);
    case "foreign-key":
      return sign(keys.foreign);
    case "hs256-with-client-secret":
      return sign(Buffer.from(googleClient.secret));
    case "garbage":
      return `${unsigned}.${encode(randomBytes(256))}`;
    default:
      return `${unsigned}.`;
  }
}

const algorithms = {
  right: "RS256",
  none: "none",
  "hs256-with-client-secret": "HS256",
  "foreign-key": "RS256",
  garbage: "RS256",
  empty: "RS256",
} as const;

/** Null removes a field. */
function merge(original: object, overrides: Record<string, unknown> = {}) {
  const merged = Object.entries({ ...original, ...overrides });
  return Object.fromEntries(merged.filter(([key]) => overrides[key] !== null));
}

function encode(data: string | Buffer): string {
  return Buffer.from(data).toString("base64url");
}
