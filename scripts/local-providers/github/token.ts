import type { IncomingMessage } from "node:http";
import { githubClient } from "../clients";
import type { Reply } from "../reply";
import type { GitHubGrants } from "./grants";

const docs =
  "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/";

const errors = {
  incorrect_client_credentials: "The client_id and/or client_secret passed are incorrect.",
  redirect_uri_mismatch:
    "The redirect_uri MUST match the registered callback URL for this application.",
  bad_verification_code: "The code passed is incorrect or expired.",
};

/** GitHub's token endpoint: status 200 even for errors, form-encoded unless JSON is requested. */
export function respondToTokenRequest(
  req: IncomingMessage,
  form: URLSearchParams,
  grants: GitHubGrants,
): Reply {
  const type = req.headers.accept?.includes("application/json") ? "json" : "form";
  const { id, secret } = clientCredentials(req, form);
  if (id !== githubClient.id) {
    return { status: 404, type, body: { error: "Not Found" } };
  }
  const errorReply = (error: keyof typeof errors): Reply => ({
    status: 200,
    type,
    body: { error, error_description: errors[error], error_uri: docs },
  });
  if (secret !== githubClient.secret) return errorReply("incorrect_client_credentials");
  const value = form.get("code") ?? "";
  const code = grants.peekCode(value);
  if (!code) return errorReply("bad_verification_code");
  const redirectUri = form.get("redirect_uri");
  if (redirectUri !== null && redirectUri !== code.redirectUri) {
    return errorReply("redirect_uri_mismatch");
  }
  const access_token = grants.redeem(value, form.get("code_verifier") ?? "");
  if (!access_token) return errorReply("bad_verification_code");
  const body = { access_token, scope: code.scopes.join(","), token_type: "bearer" };
  return { status: 200, type, body };
}

/** From the body or a Basic header, whose parts are form-encoded (RFC 6749, section 2.3.1). */
function clientCredentials(req: IncomingMessage, form: URLSearchParams) {
  const basic = /^basic (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  if (!basic) return { id: form.get("client_id"), secret: form.get("client_secret") };
  const [id, secret] = Buffer.from(basic, "base64").toString("utf8").split(":");
  const decode = (part = "") => new URLSearchParams(`part=${part}`).get("part");
  return { id: decode(id), secret: decode(secret) };
}
