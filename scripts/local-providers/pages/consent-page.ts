import { type Account, accountLabel } from "../accounts/account";
import { applicationName, type ProviderName } from "../clients";
import { type Html, html } from "./html";
import { layout, providerTitles } from "./layout";

const scopeDescriptions: Record<string, string> = {
  openid: "Know who you are on Google",
  email: "See your primary Google Account e-mail address",
  profile: "See your name and picture",
  "user:email": "Read your e-mail addresses, including private ones",
  "read:user": "Read all of your profile",
  user: "Read and change your profile and e-mail addresses",
};

/** The consent page: the requested scopes, to allow or deny. */
export function consentPage(
  provider: ProviderName,
  account: Account | undefined,
  scopes: string[],
): Html {
  const label = account ? accountLabel(account, provider) : { name: "", handle: "", address: "" };
  const requested = scopes.filter((scope) => scope !== "");
  return layout(
    provider,
    `${applicationName} wants access`,
    html`<p class="lead">to your ${providerTitles[provider]} account<br>
<bdi>${label.name || label.handle}</bdi><br>${label.address}</p>
<h2>${applicationName} will be able to</h2>
<ul class="scopes">${
      requested.length > 0
        ? requested.map((scope) => html`<li>${scopeDescriptions[scope] ?? scope}</li>`)
        : html`<li>Read public information only</li>`
    }</ul>
<form method="post" class="actions">
<button name="decision" value="deny">Deny</button>
<button name="decision" value="allow" class="primary">Allow</button>
</form>`,
  );
}
