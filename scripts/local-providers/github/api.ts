import type { IncomingMessage } from "node:http";
import type { GitHubAccount } from "../accounts/account";
import { json, type Reply } from "../reply";
import type { Token } from "./grants";
import { covers } from "./scopes";

const documentation_url = "https://docs.github.com/rest";

/** GitHub's REST answer to `GET /user` or `GET /user/emails`. */
export function respondToApiRequest(
  req: IncomingMessage,
  endpoint: "user" | "emails",
  token: Token | undefined,
  account: GitHubAccount | undefined,
): Reply {
  if (!req.headers["user-agent"]) {
    return refuse(
      403,
      "Request forbidden by administrative rules. Please send a User-Agent header.",
    );
  }
  if (!req.headers.authorization) return refuse(401, "Requires authentication");
  if (!token || !account) return refuse(401, "Bad credentials");
  const headers = { "x-oauth-scopes": token.scopes.join(", ") };
  // Without the scope GitHub does not even say that there is such a thing.
  if (endpoint === "emails" && !covers(token.scopes, "user:email")) return refuse(404, "Not Found");
  return json(endpoint === "emails" ? account.emails : account.user, 200, headers);
}

/** The token in `Authorization: Bearer …` or GitHub's older `token …`. */
export function bearerToken(req: IncomingMessage): string {
  return /^(?:bearer|token) (\S+)$/i.exec(req.headers.authorization ?? "")?.[1] ?? "";
}

function refuse(status: number, message: string): Reply {
  return json({ message, documentation_url, status: String(status) }, status);
}
