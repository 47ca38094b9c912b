import type { Metadata } from "next";
import FoyerLayout, { generateMetadata as layoutMetadata } from "@/app/(foyer)/layout";
import NotFoundPage from "@/app/(foyer)/not-found-page";
import { siteName } from "@/lib/brand";
import { pageTranslator } from "@/lib/i18n/page-locale";

export { generateViewport } from "@/app/(foyer)/layout";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { ...(await layoutMetadata()), title: `${t("failures.page.notFound")} · ${siteName}` };
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
