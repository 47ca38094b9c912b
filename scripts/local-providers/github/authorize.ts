import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Account, accountMatches } from "../accounts/account";
import { sendWithFault } from "../faults/send-with-fault";
import { chooserPage, chosenAccount } from "../pages/chooser-page";
import { consentPage } from "../pages/consent-page";
import { errorPage } from "../pages/error-page";
import { page, type Reply, readBody, redirect, sendReply } from "../reply";
import type { World } from "../world";
import { type AuthorizationRequest, parseAuthorizationRequest } from "./authorization-request";
import type { GitHubGrants } from "./grants";

const sessionCookie = "local_github_session";
const deniedUri =
  "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#access-denied";

/**
 * GitHub's authorization endpoint: account chooser, consent, and the redirect to the application.
 */
export class GitHubAuthorize {
  readonly #sessions = new Map<string, string>();

  constructor(
    readonly world: World,
    readonly grants: GitHubGrants,
  ) {}

  async handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    if (req.method !== "POST") {
      const request = { req, url: url.href, provider: "github", endpoint: "authorize" } as const;
      // The redirect after the chooser repeats the request; the application sent it once.
      if (!url.searchParams.has("chosen")) this.world.requests.add(request);
    }
    const request = parseAuthorizationRequest(url.searchParams, this.world.appOrigins);
    if ("error" in request) {
      const status = request.error === "not_found" ? 404 : 400;
      return sendReply(res, page(errorPage("github", request.error, request.text), status));
    }
    if (req.method !== "POST") return this.#showPage(req, res, url, request);
    const form = new URLSearchParams(await readBody(req));
    return this.#handleForm(req, res, url, request, form);
  }

  #showPage(req: IncomingMessage, res: ServerResponse, url: URL, request: AuthorizationRequest) {
    const account = this.#account(req);
    const chosen = url.searchParams.has("chosen");
    const { hint, prompt } = request;
    const hinted =
      account &&
      hint !== "" &&
      prompt !== "select_account" &&
      accountMatches(account, "github", hint);
    // GitHub shows its chooser in a browser with several accounts. Without it, only deleting
    // cookies would allow choosing another account.
    if (!account || (!chosen && !hinted)) {
      const accounts = this.world.accounts.at("github");
      return sendReply(res, page(chooserPage("github", accounts, hint)));
    }
    // GitHub does not ask again for scopes that the user has already granted.
    if (this.grants.allowed(account.id, request.scopes)) return this.#allow(res, account, request);
    return sendReply(res, page(consentPage("github", account, request.scopes)));
  }

  async #handleForm(
    req: IncomingMessage,
    res: ServerResponse,
    url: URL,
    request: AuthorizationRequest,
    form: URLSearchParams,
  ): Promise<void> {
    const account = this.#account(req);
    const decision = form.get("decision");
    if (decision === "deny") return this.#deny(res, account, request);
    if (decision === "allow" && account) {
      this.grants.allow(account.id, request.scopes);
      return this.#allow(res, account, request);
    }
    const chosen = chosenAccount("github", this.world.accounts, form);
    if (!chosen) return this.#showPage(req, res, url, request);
    const session = randomUUID();
    this.#sessions.set(session, chosen.id);
    url.searchParams.set("chosen", "1");
    const cookie = `${sessionCookie}=${session}; Path=/github; HttpOnly; SameSite=Lax`;
    sendReply(res, redirect(`${url.pathname}${url.search}`, { "set-cookie": cookie }));
  }

  #allow(res: ServerResponse, account: Account, request: AuthorizationRequest): Promise<void> {
    const { redirectUri, challenge, scopes } = request;
    const code = this.grants.issueCode({ account: account.id, redirectUri, challenge, scopes });
    return this.#redirectBack(res, request, account, { code });
  }

  #deny(res: ServerResponse, account: Account | undefined, request: AuthorizationRequest) {
    return this.#redirectBack(res, request, account, {
      error: "access_denied",
      error_description: "The user has denied your application access.",
      error_uri: deniedUri,
    });
  }

  /** Redirects to the application, with `iss` as GitHub does (RFC 9207). */
  #redirectBack(
    res: ServerResponse,
    request: AuthorizationRequest,
    account: Account | undefined,
    params: Record<string, string>,
  ): Promise<void> {
    const { world } = this;
    const target = new URL(request.redirectUri);
    const state: Record<string, string> = request.state === null ? {} : { state: request.state };
    const all = { ...params, ...state, iss: `${world.base}/github/login/oauth` };
    for (const [key, value] of Object.entries(all)) target.searchParams.set(key, value);
    world.requests.attribute("github", request.state, account?.id);
    const received = { provider: "github", endpoint: "authorize", account: account?.id } as const;
    const reply: Reply = redirect(target.href);
    return sendWithFault(res, reply, world.faults.take(received));
  }

  #account(req: IncomingMessage): Account | undefined {
    const cookie = new RegExp(`${sessionCookie}=([\\w-]+)`).exec(req.headers.cookie ?? "")?.[1];
    return this.world.accounts.get(this.#sessions.get(cookie ?? "") ?? "");
  }
}
