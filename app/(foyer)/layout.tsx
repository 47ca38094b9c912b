import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { FoyerDocument } from "@/app/(foyer)/document";
import { foyerViewport } from "@/app/(foyer)/viewport";
import { fontVariables } from "@/app/fonts";
import { siteDescription, siteName } from "@/lib/brand";

export const metadata: Metadata = {
  title: { default: siteName, template: `%s · ${siteName}` },
  description: siteDescription,
};

export const viewport: Viewport = foyerViewport;

/** The root layout of Foyer's pages; a builder's pages have their own (docs/recipes/app-layout.md). */
export default function FoyerLayout({ children }: { children: ReactNode }) {
  return <FoyerDocument fonts={fontVariables}>{children}</FoyerDocument>;
}
