import type { Metadata, Viewport } from "next";
import FoyerLayout from "@/app/(foyer)/layout";
import NotFound from "@/app/(foyer)/not-found";
import { foyerViewport } from "@/app/(foyer)/viewport";
import { siteDescription, siteName } from "@/lib/brand";

export const metadata: Metadata = {
  title: `Not found · ${siteName}`,
  description: siteDescription,
};

export const viewport: Viewport = foyerViewport;

/**
 * The document for every address that the app doesn't have. With several root layouts, Next.js puts
 * none around it. Foyer's reads the nonce, so Next.js renders this page for each request.
 */
export default function GlobalNotFound() {
  return (
    <FoyerLayout>
      <NotFound />
    </FoyerLayout>
  );
}
