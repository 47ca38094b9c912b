import type { IncomingMessage } from "node:http";
import type { GitHubAccount } from "../accounts/account";
import { json, type Reply } from "../reply";
import type { Token } from "./grants";
import { pageOf } from "./pages";
import { covers } from "./scopes";

const documentation_url = "https://docs.github.com/rest";

/** Responds to `GET /user` and `GET /user/emails` as GitHub's REST API does. */
export function respondToApiRequest(
  req: IncomingMessage,
  endpoint: "user" | "emails",
  token: Token | undefined,
  account: GitHubAccount | undefined,
): Reply {
  if (!req.headers["user-agent"]) {
    return errorReply(
      403,
      "Request forbidden by administrative rules. Please send a User-Agent header.",
    );
  }
  if (!req.headers.authorization) return errorReply(401, "Requires authentication");
  if (!token || !account) return errorReply(401, "Bad credentials");
  const headers = { "x-oauth-scopes": token.scopes.join(", ") };
  // Without the scope, GitHub responds as if the endpoint did not exist.
  if (endpoint === "emails" && !covers(token.scopes, "user:email")) {
    return errorReply(404, "Not Found");
  }
  if (endpoint === "user") return json(account.user, 200, headers);
  const { entries, links } = pageOf(
    account.emails,
    new URL(req.url ?? "/", `http://${req.headers.host}`),
  );
  return json(entries, 200, { ...headers, ...(links && { link: links }) });
}

/** The token in `Authorization: Bearer …` or GitHub's older `token …`. */
export function bearerToken(req: IncomingMessage): string {
  return /^(?:bearer|token) (\S+)$/i.exec(req.headers.authorization ?? "")?.[1] ?? "";
}

function errorReply(status: number, message: string): Reply {
  return json({ message, documentation_url, status: String(status) }, status);
}
