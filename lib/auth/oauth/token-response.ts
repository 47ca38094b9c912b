import "server-only";
import { cleanErrorCode } from "@/lib/auth/oauth/error-code";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { readJson } from "@/lib/auth/oauth/provider-fetch";

/** The members of a token response that we use; others, right or wrong, decide nothing. */
export type TokenResponse = {
  access_token: string;
  /** Only OpenID providers send one; `unknown` until it is verified. */
  id_token: unknown;
  /** The granted scopes; null if they are the requested ones (RFC 6749, section 5.1). */
  scope: string | null;
};

/**
 * Reads a successful token response (RFC 6749, section 5.1).
 *
 * GitHub sends errors with status 200, and form-encoded unless asked otherwise:
 * https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
 *
 * @throws ProviderError
 */
export async function readTokenResponse(response: Response): Promise<TokenResponse> {
  const body = isForm(response)
    ? Object.fromEntries(new URLSearchParams(await response.text()))
    : await readErrorOrJson(response);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new ProviderError("token", "malformed", { message: "the response is not an object" });
  }
  if ("error" in body) {
    const code = typeof body.error === "string" ? cleanErrorCode(body.error) : "without a code";
    const message = `the endpoint returned error ${code}`;
    const description = wordsOf(body);
    throw new ProviderError("token", "error-response", { message, detail: code, description });
  }
  return toTokenResponse(body as Record<string, unknown>);
}

function toTokenResponse({ access_token, token_type, id_token, scope }: Record<string, unknown>) {
  const malformed = (message: string) => new ProviderError("token", "malformed", { message });
  if (typeof access_token !== "string" || access_token === "") {
    throw malformed("the response has no access_token");
  }
  // Of other types, such as DPoP, the token alone would not be accepted anywhere.
  if (typeof token_type === "string" && !/^bearer$/i.test(token_type)) {
    throw malformed("the token is not a bearer token");
  }
  return { access_token, id_token, scope: typeof scope === "string" ? scope : null };
}

function wordsOf(body: object): string | null {
  const { error_description: words } = body as { error_description?: unknown };
  return typeof words === "string" ? words : null;
}

function isForm(response: Response): boolean {
  const type = response.headers.get("content-type") ?? "";
  return response.ok && type.startsWith("application/x-www-form-urlencoded");
}

/** Error responses have status 400 or 401 (RFC 6749, section 5.2); the log needs their code. */
async function readErrorOrJson(response: Response): Promise<unknown> {
  if (response.ok) return readJson("token", response);
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const hasErrorCode = typeof body === "object" && body !== null && "error" in body;
  return hasErrorCode ? body : readJson("token", response);
}
