import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { fontVariables } from "@/app/fonts";
import { PressOnceScript } from "@/components/forms/press-once-script";
import { siteColours, siteDescription, siteName } from "@/lib/brand";
import { requestNonce } from "@/lib/http/request-context";
import "./globals.css";

// A prerendered page has no nonce, so our CSP would block its scripts.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: siteName, template: `%s · ${siteName}` },
  description: siteDescription,
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: siteColours.light.ground },
    { media: "(prefers-color-scheme: dark)", color: siteColours.dark.ground },
  ],
};

/** The script is here, not in the pages: React runs none in a page that its router loads. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={fontVariables}>
      <body className="font-sans antialiased">
        {children}
        <PressOnceScript nonce={requestNonce(await headers())} />
      </body>
    </html>
  );
}
