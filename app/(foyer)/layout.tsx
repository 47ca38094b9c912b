import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { viewportOf } from "@/app/(foyer)/viewport";
import { SiteDocument } from "@/app/site-document";
import { siteMetadata } from "@/app/site-metadata";
import { siteDescription, siteName } from "@/lib/brand";
import { env } from "@/lib/env/env";
import { readTheme } from "@/lib/http/theme";
import { readCookie, sessionCookieName } from "@/lib/security/cookies";

/**
 * The address of the picture has to be absolute, and only the running app knows its own. An app
 * that previews a link has no session, so responses to a session leave these tags out.
 */
export async function generateMetadata(): Promise<Metadata> {
  const cookies = (await headers()).get("cookie");
  if (readCookie(cookies, sessionCookieName())) return siteMetadata;
  return {
    ...siteMetadata,
    metadataBase: new URL(env().origin),
    openGraph: { siteName, description: siteDescription, images: "/brand/opengraph-image" },
  };
}

export async function generateViewport(): Promise<Viewport> {
  return viewportOf(readTheme(await headers()));
}

/** The root layout of Foyer's pages; a builder's pages have their own (docs/recipes/app-layout.md). */
export default function FoyerLayout({ children }: { children: ReactNode }) {
  return <SiteDocument>{children}</SiteDocument>;
}
