import { cleanErrorCode } from "@/lib/auth/oauth/error-code";

/** A provider's response to an authorization request from a browser that is not signed in there. */
export type AuthorizationResponse = { status: number; location: URL | null; text: string };

export type Verdict =
  | {
      kind: "refused";
      because: "redirect-address" | "client" | "something";
      code: string;
      /** The provider's own words, not cleaned. */
      description?: string;
    }
  /** It continues to its sign-in page, possibly without having checked the address. */
  | { kind: "went-on" }
  /** It is out of order, or rejects automated requests. */
  | { kind: "unclear"; code: string };

/**
 * Recognises a refusal, by what the providers document and by published responses; see
 * docs/doctor.md.
 *
 * @param redirectAddress - the requested address: an error that is redirected to it is not about
 *   the address
 */
export function readAuthorizationResponse(
  response: AuthorizationResponse,
  redirectAddress: string,
): Verdict {
  const { status, location, text } = response;
  if (location) return readLocation(location, redirectAddress) ?? { kind: "went-on" };
  const isInOrder = status < 500 && status !== 429;
  const named = (isInOrder && readJson(text)) || codeInPage(text);
  if (named) return named;
  if (status === 404) return { kind: "refused", because: "client", code: "status 404" };
  // Firewalls that block programs say so on a page.
  const isBare = status === 403 && text.trim() === "";
  if (status === 400 || status === 401 || isBare) {
    return { kind: "refused", because: "something", code: `status ${status}` };
  }
  return status >= 300 ? { kind: "unclear", code: `status ${status}` } : { kind: "went-on" };
}

function readLocation(location: URL, redirectAddress: string): Verdict | null {
  const google = location.searchParams.get("authError");
  if (google) return refusal(googleErrorCode(google));
  if (/\/oauth\/error\b/.test(location.pathname)) return refusal("without a code");
  const error = location.searchParams.get("error");
  if (!error) return null;
  const code = cleanErrorCode(error);
  const description = location.searchParams.get("error_description");
  const isOurs = `${location.origin}${location.pathname}` === redirectAddress;
  const found = refusal(code, description);
  return isOurs ? { ...found, because: "something" } : found;
}

/** An error response in JSON instead of a page, as some providers send it. */
function readJson(text: string): Verdict | null {
  try {
    const body = JSON.parse(text) as { error?: unknown; error_description?: unknown } | null;
    if (typeof body?.error !== "string") return null;
    const { error, error_description: words } = body;
    return refusal(cleanErrorCode(error), typeof words === "string" ? words : null);
  } catch {
    return null;
  }
}

/** Google passes its error page a protobuf message, whose first field is the code: 0x0a, length, text. */
function googleErrorCode(authError: string): string {
  const message = Buffer.from(authError, "base64");
  const length = message[0] === 0x0a ? (message[1] ?? 0) : 0;
  return cleanErrorCode(message.subarray(2, 2 + length).toString("latin1")) || "without a code";
}

/**
 * Words of error pages. "redirect_uri" alone proves nothing, since the links of a sign-in page
 * contain the request.
 */
const pageWords: [words: RegExp, code: string][] = [
  // Google, GitHub Enterprise Server, oidc-provider
  [/redirect_uri_mismatch|invalid_redirect_uri/, "redirect_uri_mismatch"],
  // GitHub
  [/redirect_uri(<\/\w+>)? is not associated with this application/, "redirect_uri_mismatch"],
  // oidc-provider
  [/redirect_uri(&#39;s)?( value)? did not match/, "redirect_uri_mismatch"],
  // Keycloak, Okta, Auth0, Microsoft, GitLab
  [/Invalid parameter: redirect_uri/i, "redirect_uri_mismatch"],
  [/'?redirect_uri'? parameter must be a Login redirect URI/, "redirect_uri_mismatch"],
  [/Callback URL mismatch/i, "redirect_uri_mismatch"],
  [/AADSTS(50011|500112|900971)\b/, "redirect_uri_mismatch"],
  [/redirect uri included is not valid/i, "redirect_uri_mismatch"],
  [/\binvalid_client\b|AADSTS700016\b|Client not found|unknown client/i, "invalid_client"],
  [/\bunauthorized_client\b/, "unauthorized_client"],
  [/\bdeleted_client\b|\bdisabled_client\b/, "disabled_client"],
  [/\binvalid_scope\b/, "invalid_scope"],
];

function codeInPage(text: string): Verdict | null {
  const code = pageWords.find(([words]) => words.test(text))?.[1];
  return code ? refusal(code) : null;
}

/** Some providers have one code for many errors, and name the address in its description. */
function refusal(code: string, description: string | null = null): Refusal {
  const because = /redirect_ur[il]|invalid_redirect/.test(`${code} ${description ?? ""}`)
    ? "redirect-address"
    : /client/.test(code)
      ? "client"
      : "something";
  return { kind: "refused", because, code, ...(description && { description }) };
}

type Refusal = Extract<Verdict, { kind: "refused" }>;
