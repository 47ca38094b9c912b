import type { interactionPolicy, KoaContextWithOIDC } from "oidc-provider";
import type { AccountBook } from "../accounts/account-book";

/**
 * Google's way of asking: its account chooser first, then consent when something new is asked for.
 * A login_hint that names the account of the session skips the chooser.
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
  // With prompt=none nothing may be shown; what is missing becomes an error further on.
  if (oidc.result?.login || oidc.prompts.has("none")) return true;
  const hint = oidc.params?.login_hint;
  const inSession = oidc.session?.accountId;
  return typeof hint === "string" && inSession !== undefined
    ? accounts.find("google", hint)?.google?.sub === inSession
    : false;
}
