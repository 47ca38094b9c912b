import { githubClient, redirectUris } from "../clients";
import { parseScopes } from "./scopes";

/** Parses an authorization request as GitHub does, or returns the error to show on a page. */
export function parseAuthorizationRequest(
  params: URLSearchParams,
  appOrigins: string[],
): AuthorizationRequest | { error: string; text: string } {
  if (params.get("client_id") !== githubClient.id) {
    return { error: "not_found", text: "No application has this client_id." };
  }
  const registered = redirectUris(appOrigins, "github");
  const redirectUri = params.get("redirect_uri") ?? registered[0] ?? "";
  if (!registered.includes(redirectUri)) {
    const text = `The redirect_uri is not associated with this application. Known: ${registered.join(", ")}`;
    return { error: "redirect_uri_mismatch", text };
  }
  const challenge = params.get("code_challenge");
  if (challenge !== null && params.get("code_challenge_method") !== "S256") {
    return { error: "invalid_request", text: "The code_challenge_method must be S256." };
  }
  return {
    redirectUri,
    challenge,
    state: params.get("state"),
    scopes: parseScopes(params.get("scope")),
    hint: params.get("login") ?? "",
    prompt: params.get("prompt"),
  };
}

export type AuthorizationRequest = {
  redirectUri: string;
  challenge: string | null;
  state: string | null;
  scopes: string[];
  hint: string;
  prompt: string | null;
};
