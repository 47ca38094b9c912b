import { githubClient, redirectUris } from "../clients";
import { parseScopes } from "./scopes";

/** Reads an authorization request as GitHub does, or says why it cannot be answered. */
export function parseAuthorizationRequest(
  params: URLSearchParams,
  appOrigins: string[],
): AuthorizationRequest | { refused: string; text: string } {
  if (params.get("client_id") !== githubClient.id) {
    return { refused: "not_found", text: "No application has this client_id." };
  }
  const registered = redirectUris(appOrigins, "github");
  const redirectUri = params.get("redirect_uri") ?? registered[0] ?? "";
  if (!registered.includes(redirectUri)) {
    const text = `The redirect_uri is not associated with this application. Known: ${registered.join(", ")}`;
    return { refused: "redirect_uri_mismatch", text };
  }
  const challenge = params.get("code_challenge");
  if (challenge !== null && params.get("code_challenge_method") !== "S256") {
    return { refused: "invalid_request", text: "The code_challenge_method must be S256." };
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
