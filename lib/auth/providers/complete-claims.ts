import "server-only";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { fetchUserinfo, type Userinfo } from "@/lib/auth/oauth/userinfo";
import { nameOf } from "@/lib/auth/providers/name";

type RawClaims = Record<string, unknown>;

/** Claims that a provider may leave out of its ID Tokens (OpenID Connect Core 1.0, section 5.4). */
export type UserinfoClaim = "email" | "email_verified" | "name" | "picture";

/**
 * The claims of an ID Token, completed from the UserInfo endpoint if they lack one of `wanted`.
 *
 * @param onUnavailable - told why, if UserInfo can't be read and only name or picture were missing: they
 *   are no reason to turn anyone away
 * @throws ProviderError if UserInfo can't be read and the verified address is missing
 */
export async function completeClaims(
  idToken: RawClaims,
  wanted: readonly UserinfoClaim[],
  { onUnavailable, ...userinfo }: Userinfo & { onUnavailable: (error: Error) => void },
): Promise<RawClaims> {
  const missing = wanted.filter((claim) => !has[claim](idToken));
  if (missing.length === 0) return idToken;
  try {
    return merge(idToken, await fetchUserinfo(idToken.sub, userinfo));
  } catch (error) {
    const isNeeded = missing.includes("email") || missing.includes("email_verified");
    if (isNeeded || !isProviderError(error)) throw error;
    onUnavailable(error);
    return idToken;
  }
}

const isText = (value: unknown) => typeof value === "string" && value !== "";

const has: Record<UserinfoClaim, (claims: RawClaims) => boolean> = {
  email: ({ email }) => isText(email),
  email_verified: ({ email_verified }) => typeof email_verified === "boolean",
  name: (claims) => nameOf(claims) !== null,
  picture: ({ picture }) => isText(picture),
};

function merge(idToken: RawClaims, userinfo: RawClaims): RawClaims {
  return {
    ...withAddress(idToken, userinfo),
    name: nameOf(idToken) ?? nameOf(userinfo),
    picture: has.picture(idToken) ? idToken.picture : userinfo.picture,
  };
}

/**
 * The claims of the source that the address is from. What a source says about an address counts for no
 * other one: the two may name different ones.
 */
function withAddress(idToken: RawClaims, userinfo: RawClaims): RawClaims {
  if (has.email(idToken) && has.email_verified(idToken)) return idToken;
  if (!has.email(userinfo)) return idToken;
  if (!has.email(idToken)) return userinfo;
  if (isSameAddress(idToken.email, userinfo.email)) {
    const { email_verified = idToken.email_verified } = userinfo;
    return { ...idToken, email_verified };
  }
  return has.email_verified(userinfo) ? userinfo : idToken;
}

function isSameAddress(a: unknown, b: unknown): boolean {
  return String(a).toLowerCase() === String(b).toLowerCase();
}
