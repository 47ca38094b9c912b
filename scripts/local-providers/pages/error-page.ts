import type { ProviderName } from "../clients";
import { type Html, html } from "./html";
import { layout } from "./layout";

/** The page a provider shows when it can't, or must not, redirect to the application. */
export function errorPage(provider: ProviderName, code: string, text: string): Html {
  return layout(
    provider,
    "Access blocked",
    html`<p class="lead">The application's request is invalid, so you cannot sign in.</p>
<p>${text}</p>
<p><code>Error: ${code}</code></p>`,
  );
}
