import type { ProviderName } from "../clients";
import { type Html, html } from "./html";
import { styles } from "./styles";

export const providerTitles: Record<ProviderName, string> = { google: "Google", github: "GitHub" };

/** The frame of every page: a banner that says it is local, and one card. */
export function layout(provider: ProviderName, title: string, content: Html): Html {
  const name = providerTitles[provider];
  return html`<!doctype html>
<html lang="en" data-provider="${provider}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Local ${name}</title>
<style>${styles}</style>
</head>
<body>
<header class="banner">Local ${name} — development only</header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>`;
}
