/** A provider's answer to an authorization request by somebody who is not signed in there. */
export type AuthorizationResponse = { status: number; location: URL | null; text: string };

export type Verdict =
  | { kind: "refused"; because: "redirect-address" | "client" | "something"; code: string }
  /** It goes on to its sign-in page, which may or may not mean that it has looked. */
  | { kind: "went-on" }
  /** It is out of order, or does not talk to programs. */
  | { kind: "unclear"; code: string };

/**
 * Recognises a refusal. Of the real providers this knows what they document, and what their
 * answers to others look like; see docs/doctor.md.
 *
 * @param redirectAddress - the one that was asked for: an error that comes back to it is no
 *   complaint about the address
 */
export function readAuthorizationResponse(
  response: AuthorizationResponse,
  redirectAddress: string,
): Verdict {
  const { status, location, text } = response;
  if (location) return readLocation(location, redirectAddress) ?? { kind: "went-on" };
  const named = codeInPage(text);
  if (named) return refusal(named);
  if (status === 404) return { kind: "refused", because: "client", code: "status 404" };
  if (status === 400 || status === 401) {
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
  const code = clean(error);
  const isOurs = `${location.origin}${location.pathname}` === redirectAddress;
  return isOurs ? { kind: "refused", because: "something", code } : refusal(code);
}

/** Google's error page gets a protobuf message, whose first field is the code: 0x0a, length, text. */
function googleErrorCode(authError: string): string {
  const message = Buffer.from(authError, "base64");
  const length = message[0] === 0x0a ? (message[1] ?? 0) : 0;
  return clean(message.subarray(2, 2 + length).toString("latin1")) || "without a code";
}

/**
 * What error pages say. A sign-in page has the request in its links, so that the word
 * "redirect_uri" alone shows nothing.
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

function codeInPage(text: string): string | null {
  return pageWords.find(([words]) => words.test(text))?.[1] ?? null;
}

function refusal(code: string): Verdict {
  const because = /redirect_ur[il]/.test(code)
    ? "redirect-address"
    : /client/.test(code)
      ? "client"
      : "something";
  return { kind: "refused", because, code };
}

function clean(code: string): string {
  return code.replace(/[^\w.-]+/g, "?").slice(0, 60);
}
