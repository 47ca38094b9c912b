import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import NotFound from "@/app/(foyer)/not-found";
import { foyerViewport } from "@/app/(foyer)/viewport";
import { fontVariablesWithoutPreload } from "@/app/fonts-without-preload";
import { PressOnceScript } from "@/components/forms/press-once-script";
import { siteDescription, siteName } from "@/lib/brand";
import { requestNonce } from "@/lib/http/request-context";
import "@/app/globals.css";

export const metadata: Metadata = {
  title: `Not found · ${siteName}`,
  description: siteDescription,
};

export const viewport: Viewport = foyerViewport;

/**
 * The document for every address that the app doesn't have; with several root layouts, no layout can
 * be around it. Like Foyer's layout, it reads the nonce, so Next.js renders it for each request.
 */
export default async function GlobalNotFound() {
  return (
    <html lang="en" className={fontVariablesWithoutPreload}>
      <body className="font-sans antialiased">
        <NotFound />
        <PressOnceScript nonce={requestNonce(await headers())} />
      </body>
    </html>
  );
}
