import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { PageFrame } from "@/components/page/page-frame";
import { OpenBrowserCard } from "@/components/sign-in/open-browser-card";
import { configuredProviders, findProvider, offeredProviders } from "@/lib/auth/providers/registry";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { linkFields, readLinkToken } from "@/lib/auth/sign-in/link-token";
import { refusedBrowser } from "@/lib/auth/sign-in/refused-browser";
import { env } from "@/lib/env/env";
import { returnPath, signInPath } from "@/lib/http/return-path";
import { pageTranslator } from "@/lib/i18n/page-locale";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("openBrowser.pageTitle") };
}

/**
 * For a visitor in a browser inside an app that the chosen provider refuses. A page and no 403: the app's
 * own "Open in browser" opens this address, and any other browser goes from here to the sign-in page.
 */
export default async function OpenBrowserPage({
  searchParams,
}: PageProps<"/sign-in/open-browser">) {
  const parameters = await searchParams;
  const callbackUrl = returnPath(parameters.callbackUrl);
  if (await getCurrentUser()) redirect(callbackUrl);
  const link = linkFields(readLinkToken(parameters));
  const signInHref = signInPath(callbackUrl, link);
  const provider = findProvider(parameters.provider);
  const browser = provider && refusedBrowser(provider, await headers());
  if (!browser) redirect(signInHref);
  const t = await pageTranslator();
  return (
    <PageFrame t={t}>
      <OpenBrowserCard
        provider={provider}
        browser={browser}
        address={new URL(signInHref, env().origin).href}
        others={othersThatOpen()}
        fields={{ callbackUrl, ...link }}
        t={t}
      />
    </PageFrame>
  );
}

function othersThatOpen() {
  const refusing = configuredProviders().filter((each) => each.refusesEmbeddedBrowsers);
  return offeredProviders().filter(({ id }) => !refusing.some((each) => each.id === id));
}
