import type { Metadata } from "next";
import { PageFrame } from "@/components/page/page-frame";
import { PageMessage } from "@/components/page/page-message";
import { buttonVariants } from "@/components/ui/button";
import { pageTranslator } from "@/lib/i18n/page-locale";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("failures.page.notFound") };
}

export default async function AccountNotFound() {
  const t = await pageTranslator();
  return (
    <PageFrame door="closed" t={t}>
      <PageMessage title={t("failures.gone.title")} text={t("failures.gone.text")} />
      <a href="/account" className={buttonVariants({ variant: "primary" })}>
        {t("common.backToAccount")}
      </a>
    </PageFrame>
  );
}
