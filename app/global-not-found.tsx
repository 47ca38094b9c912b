import type { Metadata } from "next";
import FoyerLayout, { generateMetadata as layoutMetadata } from "@/app/(foyer)/layout";
import NotFoundPage, { generateMetadata as pageMetadata } from "@/app/(foyer)/not-found-page";
import { siteName } from "@/lib/brand";

export { generateViewport } from "@/app/(foyer)/layout";

export async function generateMetadata(): Promise<Metadata> {
  const { title } = await pageMetadata();
  return { ...(await layoutMetadata()), title: `${title} · ${siteName}` };
}

/**
 * The document for every address that the app doesn't have. With several root layouts, Next.js puts
 * none around it. Foyer's reads the nonce, so Next.js renders this page for each request.
 */
export default function GlobalNotFound() {
  return (
    <FoyerLayout>
      <NotFoundPage />
    </FoyerLayout>
  );
}
