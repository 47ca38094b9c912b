import type { IncomingMessage, ServerResponse } from "node:http";
import { sendWithFault } from "../faults/send-with-fault";
import type { LocalProvider } from "../google/server";
import { json, readBody, sendReply } from "../reply";
import type { World } from "../world";
import { bearerToken, respondToApiRequest } from "./api";
import { GitHubAuthorize } from "./authorize";
import { GitHubGrants } from "./grants";
import { respondToTokenRequest } from "./token";

/** The local GitHub below `/github`, with the paths of GitHub Enterprise Server. */
export function createGitHub(world: World): LocalProvider {
  const grants = new GitHubGrants();
  const authorize = new GitHubAuthorize(world, grants);
  return {
    handle: async (req, res) => {
      const url = new URL(req.url ?? "/", world.base);
      switch (`${req.method} ${url.pathname.slice("/github".length)}`) {
        case "GET /login/oauth/authorize":
        case "POST /login/oauth/authorize":
          return authorize.handle(req, res, url);
        case "POST /login/oauth/access_token":
          return handleToken(req, res, world, grants);
        case "GET /api/v3/user":
          return handleApi(req, res, world, grants, "user");
        case "GET /api/v3/user/emails":
          return handleApi(req, res, world, grants, "emails");
        default:
          return sendReply(res, json({ message: "Not Found", status: "404" }, 404));
      }
    },
    forget: (account) => grants.forget(account),
    reset: () => grants.reset(),
  };
}

async function handleToken(
  req: IncomingMessage,
  res: ServerResponse,
  world: World,
  grants: GitHubGrants,
): Promise<void> {
  const form = new URLSearchParams(await readBody(req));
  const account = grants.peekCode(form.get("code") ?? "")?.account;
  const received = { provider: "github", endpoint: "token", account } as const;
  world.requests.add({ req, url: req.url ?? "/", ...received, body: Object.fromEntries(form) });
  await sendWithFault(res, respondToTokenRequest(req, form, grants), world.faults.take(received));
}

async function handleApi(
  req: IncomingMessage,
  res: ServerResponse,
  world: World,
  grants: GitHubGrants,
  endpoint: "user" | "emails",
): Promise<void> {
  const token = grants.token(bearerToken(req));
  const account = token && world.accounts.get(token.account);
  const received = { provider: "github", endpoint, account: account?.id } as const;
  world.requests.add({ req, url: req.url ?? "/", ...received });
  const reply = respondToApiRequest(req, endpoint, token, account?.github);
  await sendWithFault(res, reply, world.faults.take(received));
}
