import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import type { InteractionResults } from "oidc-provider";
import { chooserPage, chosenAccount } from "../pages/chooser-page";
import { consentPage } from "../pages/consent-page";
import { errorPage } from "../pages/error-page";
import { page, readBody, redirect, sendReply } from "../reply";
import type { World } from "../world";

/** Google's pages between the authorization request and the callback. */
export class GooglePages {
  constructor(
    readonly provider: Provider,
    readonly world: World,
    readonly grants: Map<string, string>,
  ) {}

  async handle(req: IncomingMessage, res: ServerResponse, uid: string): Promise<void> {
    const interaction = await this.provider.Interaction.find(uid);
    if (!interaction) {
      const text = "This sign-in has expired. Go back to the application and start again.";
      return sendReply(res, page(errorPage("google", "expired", text), 400));
    }
    if (req.method !== "POST") return sendReply(res, page(this.#page(interaction)));

    const form = new URLSearchParams(await readBody(req));
    const result = await this.#result(interaction, form, req, res);
    if (!result) return sendReply(res, page(this.#page(interaction), 400));
    interaction.result = "error" in result ? result : { ...interaction.lastSubmission, ...result };
    // The chooser may just have changed the account of the session.
    delete interaction.session;
    await interaction.persist();
    sendReply(res, redirect(interaction.returnTo));
  }

  #page({ prompt, params, session }: Interaction) {
    if (prompt.name === "consent") {
      const account = this.world.accounts.bySubject(session?.accountId);
      return consentPage("google", account, String(params.scope).split(" "));
    }
    const hint = typeof params.login_hint === "string" ? params.login_hint : "";
    return chooserPage("google", this.world.accounts.at("google"), hint);
  }

  async #result(
    interaction: Interaction,
    form: URLSearchParams,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<InteractionResults | undefined> {
    if (form.get("decision") === "deny") return { error: "access_denied" };
    if (interaction.prompt.name === "consent") {
      // Another tab may have changed the account of the session.
      await this.#switchSession(interaction.session?.accountId ?? "", req, res);
      return this.#consent(interaction);
    }
    const account = chosenAccount("google", this.world.accounts, form);
    const sub = account?.google?.sub;
    if (!sub) return undefined;
    await this.#switchSession(sub, req, res);
    return { login: { accountId: sub }, select_account: {} };
  }

  async #consent({ params, session, grantId }: Interaction): Promise<InteractionResults> {
    const accountId = session?.accountId ?? "";
    const known = grantId ? await this.provider.Grant.find(grantId) : undefined;
    const grant =
      known ?? new this.provider.Grant({ accountId, clientId: String(params.client_id) });
    grant.addOIDCScope(String(params.scope));
    const id = await grant.save();
    this.grants.set(accountId, id);
    return { consent: { grantId: id } };
  }

  /**
   * Changes the session's account. oidc-provider would log out with a page that needs JavaScript.
   */
  async #switchSession(sub: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const session = await this.provider.Session.get(this.provider.createContext(req, res));
    if (!session.accountId || session.accountId === sub) return;
    session.accountId = sub;
    session.authorizations = {};
    await session.persist();
  }
}

type Interaction = InstanceType<Provider["Interaction"]>;
