import "server-only";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { type ApiFetch, readJson } from "@/lib/auth/oauth/provider-fetch";

type RawClaims = Record<string, unknown>;

/**
 * The claims of an ID Token, completed from the UserInfo endpoint when there is no address among
 * them: a provider need not put any there (OpenID Connect Core 1.0, section 5.4).
 *
 * Whether an address is verified is taken from where the address itself is from: said elsewhere, it
 * may be about another one.
 *
 * @throws ProviderError when the answer is about somebody else, as section 5.3.2 has it
 */
export async function withUserinfo(idToken: RawClaims, userinfo: Userinfo): Promise<RawClaims> {
  if (idToken.email !== undefined || !userinfo.endpoint) return idToken;
  const response = await ask(userinfo.endpoint, userinfo);
  if (response.sub !== idToken.sub) {
    throw new ProviderError("userinfo", "malformed", { message: "it is about another subject" });
  }
  return { ...idToken, email_verified: undefined, ...response };
}

type Userinfo = { endpoint: string | undefined; accessToken: string; fetch: ApiFetch };

async function ask(endpoint: string, { accessToken, fetch }: Userinfo): Promise<RawClaims> {
  const headers = { accept: "application/json", authorization: `Bearer ${accessToken}` };
  const response = await readJson("userinfo", await fetch(endpoint, { headers }));
  if (typeof response === "object" && response !== null && !Array.isArray(response)) {
    return response as RawClaims;
  }
  throw new ProviderError("userinfo", "malformed", { message: "the answer is not an object" });
}
