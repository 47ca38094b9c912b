import { PageFrame } from "@/components/page/page-frame";
import { PageMessage } from "@/components/page/page-message";
import { buttonVariants } from "@/components/ui/button";
import { pageTranslator } from "@/lib/i18n/page-locale";

export async function generateMetadata(): Promise<{ title: string }> {
  const t = await pageTranslator();
  return { title: t("failures.page.notFound") };
}

/**
 * For addresses that don't exist. This is no not-found.tsx, which every page of this folder would carry
 * in its payload: only the account's pages can miss something, and they have their own.
 */
export default async function NotFoundPage() {
  const t = await pageTranslator();
  return (
    <PageFrame door="closed" t={t}>
      <PageMessage title={t("failures.nothingHere.title")} text={t("failures.nothingHere.text")} />
      <a href="/" className={buttonVariants({ variant: "primary" })}>
        {t("common.goHome")}
      </a>
    </PageFrame>
  );
}
