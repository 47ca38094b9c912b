import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { viewportOf } from "@/app/(foyer)/viewport";
import { preloadFont } from "@/app/preload-font";
import { siteMetadata } from "@/app/site-metadata";
import { PressOnceScript } from "@/components/forms/press-once-script";
import { LanguageForm } from "@/components/language-form";
import { AccentStyle } from "@/components/page/accent-style";
import { siteDescription, siteName } from "@/lib/brand";
import { env } from "@/lib/env/env";
import { requestNonce } from "@/lib/http/request-context";
import { readTheme } from "@/lib/http/theme";
import { direction } from "@/lib/i18n/locales";
import { pageTranslator } from "@/lib/i18n/page-locale";
import { offeredLocales } from "@/lib/i18n/request-locale";
import "@/app/fonts.css";
import "@/app/globals.css";

/** The address of the picture has to be absolute, and only the running app knows its own. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  return {
    ...siteMetadata,
    metadataBase: new URL(env().origin),
    openGraph: { siteName, description: siteDescription, images: "/brand/opengraph-image" },
  };
}

export async function generateViewport(): Promise<Viewport> {
  return viewportOf(readTheme(await headers()));
}

/**
 * The root layout of Foyer's pages; a builder's pages have their own (docs/recipes/app-layout.md). It
 * reads the nonce, so Next.js renders all of them for each request: a prerendered page has no nonce, and
 * our CSP would block its scripts. The script is here, not in the pages: React runs none in a page
 * that its router loads.
 */
export default async function FoyerLayout({ children }: { children: ReactNode }) {
  preloadFont();
  const requestHeaders = await headers();
  const nonce = requestNonce(requestHeaders);
  const t = await pageTranslator();
  return (
    <html
      lang={t.locale}
      dir={direction(t.locale)}
      data-theme={readTheme(requestHeaders) ?? undefined}
    >
      <body className="font-sans antialiased">
        <AccentStyle nonce={nonce} />
        {children}
        <LanguageForm offered={offeredLocales()} t={t} />
        <PressOnceScript nonce={nonce} />
      </body>
    </html>
  );
}
