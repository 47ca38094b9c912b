import { type Account, accountLabel } from "../accounts/account";
import { applicationName, type ProviderName } from "../clients";
import { avatar } from "./avatar";
import { type Html, html } from "./html";
import { layout, providerTitles } from "./layout";

const scopeDescriptions: Record<string, string> = {
  openid: "Know who you are on Google",
  email: "See your primary Google Account email address",
  profile: "See your name and picture",
  "user:email": "Read your email addresses, including private ones",
  "read:user": "Read all of your profile",
  user: "Read and change your profile and email addresses",
};

/** The consent page: the requested scopes, to allow or deny. */
export function consentPage(
  provider: ProviderName,
  account: Account | undefined,
  scopes: string[],
): Html {
  const label = account
    ? accountLabel(account, provider)
    : { name: "", handle: "", address: "", picture: "" };
  const requested = scopes.filter((scope) => scope !== "");
  return layout(
    provider,
    `${applicationName} wants access`,
    html`<p class="lead">to your ${providerTitles[provider]} account</p>
<div class="account">${avatar(label)}
<span class="who"><span class="name"><bdi>${label.name || label.handle}</bdi></span> <span class="address">${label.address}</span></span></div>
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
