import "server-only";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { type ApiFetch, readJson } from "@/lib/auth/oauth/provider-fetch";

type RawClaims = Record<string, unknown>;

/**
 * The claims of an ID Token. If they lack an address, which a provider may leave out (OpenID
 * Connect Core 1.0, section 5.4), they are completed from the UserInfo endpoint.
 *
 * `email_verified` comes from the same source as the address: in the other one it may be about
 * another address.
 *
 * @throws ProviderError, also when the response is about another subject (section 5.3.2)
 */
export async function withUserinfo(idToken: RawClaims, userinfo: Userinfo): Promise<RawClaims> {
  if (idToken.email !== undefined || !userinfo.endpoint) return idToken;
  const claims = await fetchUserinfo(userinfo.endpoint, userinfo);
  if (claims.sub !== idToken.sub) {
    throw new ProviderError("userinfo", "malformed", {
      message: "the response is about another subject",
    });
  }
  return { ...idToken, email_verified: undefined, ...claims };
}

type Userinfo = { endpoint: string | undefined; accessToken: string; fetch: ApiFetch };

async function fetchUserinfo(
  endpoint: string,
  { accessToken, fetch }: Userinfo,
): Promise<RawClaims> {
  const headers = { accept: "application/json", authorization: `Bearer ${accessToken}` };
  const body = await readJson("userinfo", await fetch(endpoint, { headers }));
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    return body as RawClaims;
  }
  throw new ProviderError("userinfo", "malformed", { message: "the response is not an object" });
}
