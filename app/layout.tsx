import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { fontVariables } from "@/app/fonts";
import { siteColours, siteDescription, siteName } from "@/lib/brand";
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

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={fontVariables}>
      <body className="font-sans antialiased">{children}</body>
    </html>
  );
}
