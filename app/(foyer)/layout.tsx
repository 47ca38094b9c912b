import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { foyerViewport } from "@/app/(foyer)/viewport";
import { preloadFont } from "@/app/preload-font";
import { PressOnceScript } from "@/components/forms/press-once-script";
import { siteDescription, siteName } from "@/lib/brand";
import { requestNonce } from "@/lib/http/request-context";
import "@/app/fonts.css";
import "@/app/globals.css";

export const metadata: Metadata = {
  title: { default: siteName, template: `%s · ${siteName}` },
  description: siteDescription,
};

export const viewport: Viewport = foyerViewport;

/**
 * The root layout of Foyer's pages; a builder's pages have their own (docs/recipes/app-layout.md). It
 * reads the nonce, so Next.js renders all of them for each request: a prerendered page has no nonce, and
 * our CSP would block its scripts. The script is here, not in the pages: React runs none in a page
 * that its router loads.
 */
export default async function FoyerLayout({ children }: { children: ReactNode }) {
  preloadFont();
  return (
    <html lang="en">
      <body className="font-sans antialiased">
        {children}
        <PressOnceScript nonce={requestNonce(await headers())} />
      </body>
    </html>
  );
}
