import { type Account, accountLabel, accountMatches } from "../accounts/account";
import type { AccountBook } from "../accounts/account-book";
import { seedAccounts } from "../accounts/accounts";
import { applicationName, type ProviderName } from "../clients";
import { avatar } from "./avatar";
import { type Html, html } from "./html";
import { layout, providerTitles } from "./layout";

/** Made by a test, or typed in. A browser would take seconds to show the thousands of a whole test run. */
const newestShown = 100;

/** The account chooser. An account that matches the hint comes first. */
export function chooserPage(provider: ProviderName, accounts: Account[], hint: string): Html {
  const hinted = (account: Account) => hint !== "" && accountMatches(account, provider, hint);
  const others = accounts.filter((account) => !hinted(account));
  const people = others.filter(({ id, edgeCase }) => isSeeded(id) && !edgeCase);
  const made = others.filter(({ id }) => !isSeeded(id)).slice(-newestShown);
  const edgeCases = others.filter(({ edgeCase }) => edgeCase);
  return layout(
    provider,
    "Choose an account",
    html`<p class="lead">to continue to <strong>${applicationName}</strong> with ${providerTitles[provider]}</p>
<form method="post">
${accountList(provider, [...accounts.filter(hinted), ...people, ...made])}
<details>
<summary>Edge cases <span class="count">${edgeCases.length}</span></summary>
${accountList(provider, edgeCases)}
</details>
</form>
<details>
<summary>Use another account</summary>
<form method="post" class="fields">
<label for="name">Name</label>
<input id="name" name="name" autocomplete="off" maxlength="200">
<label for="address">Email address</label>
<input id="address" name="address" type="email" autocomplete="off" required maxlength="254" value="${hint.includes("@") ? hint : ""}">
<button class="primary">Continue</button>
</form>
</details>
<form method="post" class="actions"><button name="decision" value="deny">Cancel</button></form>`,
  );
}

/** The account chosen in the submitted form, or a new one for an address typed in. */
export function chosenAccount(
  provider: ProviderName,
  accounts: AccountBook,
  form: URLSearchParams,
): Account | undefined {
  const id = form.get("account");
  if (id !== null) return accounts.at(provider).find((account) => account.id === id);
  const address = form.get("address")?.trim() ?? "";
  if (!address.includes("@")) return undefined;
  return accounts.findOrCreate(provider, form.get("name")?.trim() ?? "", address);
}

function isSeeded(id: string): boolean {
  return seedAccounts.some((account) => account.id === id);
}

function accountList(provider: ProviderName, accounts: Account[]): Html {
  return html`<ul class="accounts">${accounts.map((account) => accountButton(provider, account))}</ul>`;
}

function accountButton(provider: ProviderName, account: Account): Html {
  const label = accountLabel(account, provider);
  const { name, handle, address } = label;
  return html`<li><button name="account" value="${account.id}">
${avatar(label)}
<span class="who"><span class="name"><bdi>${name || handle}</bdi></span> <span class="address">${name && handle ? `${handle} · ` : ""}${address}</span>${caption(account)}</span>
</button></li>
`;
}

function caption({ edgeCase }: Account): Html {
  return edgeCase ? html` <span class="caption">${edgeCase}</span>` : html``;
}
