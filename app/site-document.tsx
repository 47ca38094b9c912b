import { headers } from "next/headers";
import type { ReactNode } from "react";
import { preloadFont } from "@/app/preload-font";
import { PressOnceScript } from "@/components/forms/press-once-script";
import { LanguageForm } from "@/components/language-form";
import { AccentStyle } from "@/components/page/accent-style";
import { requestNonce } from "@/lib/http/request-context";
import { readTheme } from "@/lib/http/theme";
import { direction } from "@/lib/i18n/locales";
import { pageTranslator } from "@/lib/i18n/page-locale";
import { offeredLocales } from "@/lib/i18n/request-locale";
import "@/app/fonts.css";
import "@/app/globals.css";

/**
 * The document of a root layout, in the visitor's language and theme. It reads the nonce, so Next.js
 * renders its pages for each request: a prerendered page has no nonce, and our CSP would block its
 * scripts. The script is here, not in the pages: React runs none in a page that its router loads.
 */
export async function SiteDocument({ children }: { children: ReactNode }) {
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
