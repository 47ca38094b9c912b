import type { interactionPolicy, KoaContextWithOIDC } from "oidc-provider";
import type { AccountBook } from "../accounts/account-book";

/**
 * The order of Google's pages: its account chooser, then consent if the request has new scopes. A
 * login_hint that names the account of the session skips the chooser.
 */
export function accountPolicy(policy: typeof interactionPolicy, accounts: AccountBook) {
  const { Check, Prompt, base } = policy;
  const prompts = base();
  const chooser = new Check("no_account_chosen", "an account must be chosen", (ctx) =>
    accountChosen(ctx, accounts) ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
  );
  prompts.add(new Prompt({ name: "select_account", requestable: true }, chooser), 0);
  return prompts;
}

function accountChosen({ oidc }: KoaContextWithOIDC, accounts: AccountBook): boolean {
  // With prompt=none no page may be shown; a later check turns what is missing into an error.
  if (oidc.result?.login || oidc.prompts.has("none")) return true;
  const hint = oidc.params?.login_hint;
  const inSession = oidc.session?.accountId;
  return typeof hint === "string" && inSession !== undefined
    ? accounts.find("google", hint)?.google?.sub === inSession
    : false;
}
