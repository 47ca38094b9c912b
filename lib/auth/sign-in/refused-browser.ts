import "server-only";
import type { Provider } from "@/lib/auth/providers/registry";
import { type LinkToken, linkFields } from "@/lib/auth/sign-in/link-token";
import { type EmbeddedBrowser, embeddedBrowser } from "@/lib/http/embedded-browser";

/** The browser of the request, if the provider refuses to open in it. */
export function refusedBrowser(
  { refusesEmbeddedBrowsers }: Provider,
  requestHeaders: Headers,
): EmbeddedBrowser | null {
  return refusesEmbeddedBrowsers ? embeddedBrowser(requestHeaders.get("user-agent")) : null;
}

/**
 * The page that names the browser to open. Apps can open the page that they show in that browser, and
 * there it leads to the sign-in page: so it has an address of its own, and what that page needs.
 */
export function embeddedBrowserPath(
  provider: Provider,
  returnTo: string,
  link: LinkToken | null,
): string {
  const parameters = {
    provider: provider.id,
    ...(returnTo !== "/" && { callbackUrl: returnTo }),
    ...linkFields(link),
  };
  return `/sign-in/open-browser?${new URLSearchParams(parameters)}`;
}
