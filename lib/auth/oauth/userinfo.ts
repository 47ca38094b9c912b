import "server-only";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { type ApiFetch, readJson } from "@/lib/auth/oauth/provider-fetch";

type RawClaims = Record<string, unknown>;

export type Userinfo = {
  endpoint: string;
  accessToken: string;
  fetch: ApiFetch;
  /** Verifies a signed response. @throws ProviderError */
  verifyJwt: (jwt: string) => Promise<RawClaims>;
};

/**
 * The UserInfo response about the subject of an ID Token (OpenID Connect Core 1.0, section 5.3.2):
 * JSON, or a JWT.
 *
 * @throws ProviderError, also when the response is about another subject
 */
export async function fetchUserinfo(sub: unknown, userinfo: Userinfo): Promise<RawClaims> {
  const { endpoint, accessToken, fetch } = userinfo;
  const headers = {
    accept: "application/json, application/jwt;q=0.9",
    authorization: `Bearer ${accessToken}`,
  };
  const claims = await readClaims(await fetch(endpoint, { headers }), userinfo);
  if (claims.sub !== sub) throw malformed("the response is about another subject");
  return claims;
}

async function readClaims(response: Response, { verifyJwt }: Userinfo): Promise<RawClaims> {
  const type = response.headers.get("content-type") ?? "";
  if (response.ok && /^application\/jwt\b/i.test(type)) {
    const jwt = (await response.text()).trim();
    if (jwt.split(".").length === 5) {
      throw malformed("the response is encrypted: have the provider sign it or send JSON");
    }
    return verifyJwt(jwt);
  }
  const body = await readJson("userinfo", response);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as RawClaims;
  throw malformed("the response is not an object");
}

function malformed(message: string): ProviderError {
  return new ProviderError("userinfo", "malformed", { message });
}
