import { type Account, accountLabel } from "../accounts/account";
import { applicationName, type ProviderName } from "../clients";
import { type Html, html } from "./html";
import { layout, providerTitles } from "./layout";

const scopesInWords: Record<string, string> = {
  openid: "Know who you are on Google",
  email: "See your primary Google Account e-mail address",
  profile: "See your name and picture",
  "user:email": "Read your e-mail addresses, also private ones",
  "read:user": "Read all of your profile",
  user: "Read and change your profile and e-mail addresses",
};

/** Shows what the application asks for, to allow or to deny. */
export function consentPage(
  provider: ProviderName,
  account: Account | undefined,
  scopes: string[],
): Html {
  const label = account ? accountLabel(account, provider) : { name: "", handle: "", address: "" };
  const wishes = scopes.filter((scope) => scope !== "");
  return layout(
    provider,
    `${applicationName} wants access`,
    html`<p class="lead">to your ${providerTitles[provider]} account<br>
<bdi>${label.name || label.handle}</bdi><br>${label.address}</p>
<h2>${applicationName} will be able to</h2>
<ul class="scopes">${
      wishes.length > 0
        ? wishes.map((scope) => html`<li>${scopesInWords[scope] ?? scope}</li>`)
        : html`<li>Read what is public anyway</li>`
    }</ul>
<form method="post" class="actions">
<button name="decision" value="deny">Deny</button>
<button name="decision" value="allow" class="primary">Allow</button>
</form>`,
  );
}
