import type { Metadata } from "next";
import { headers } from "next/headers";
import { PageFrame } from "@/components/page/page-frame";
import { PageMessage } from "@/components/page/page-message";
import { buttonVariants } from "@/components/ui/button";
import { failureWords } from "@/lib/failures/failure-words";
import { goneFrom } from "@/lib/failures/failures";
import { requestPath } from "@/lib/http/request-context";
import { pageTranslator } from "@/lib/i18n/page-locale";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("failures.page.notFound") };
}

export default async function AccountNotFound() {
  const t = await pageTranslator();
  const { message, actions } = goneFrom(requestPath(await headers()));
  return (
    <PageFrame door="closed" t={t}>
      <PageMessage {...failureWords({ message }, t)} />
      {actions.map(({ href, label }) => (
        <a key={href} href={href} className={buttonVariants({ variant: "primary" })}>
          {t(label)}
        </a>
      ))}
    </PageFrame>
  );
}
