import "server-only";
import type { Provider } from "@/lib/auth/providers/registry";
import { type LinkToken, linkFields } from "@/lib/auth/sign-in/link-token";
import { type EmbeddedBrowser, embeddedBrowser } from "@/lib/http/embedded-browser";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { countEmbeddedBrowser } from "@/lib/telemetry/counts";

/** The browser of the request, if the provider refuses to open in it. */
export function refusedBrowser(
  { refusesEmbeddedBrowsers }: Provider,
  requestHeaders: Headers,
): EmbeddedBrowser | null {
  return refusesEmbeddedBrowsers ? embeddedBrowser(requestHeaders.get("user-agent")) : null;
}

/** Logs and counts that a visitor chose a provider that refuses their browser. */
export function noteRefusedBrowser(
  requestHeaders: Headers,
  provider: Provider,
  { app }: EmbeddedBrowser,
  tryAnyway = false,
): void {
  const facts = {
    provider: provider.id,
    app: app ?? "unknown",
    outcome: tryAnyway ? "tried-anyway" : "explained",
  };
  log.info({ event: "sign-in.embedded-browser", ...requestFields(requestHeaders), ...facts });
  countEmbeddedBrowser(facts);
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
