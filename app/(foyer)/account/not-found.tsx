import type { Metadata } from "next";
import { PageFrame } from "@/components/page/page-frame";
import { PageMessage } from "@/components/page/page-message";
import { buttonVariants } from "@/components/ui/button";
import { pageTranslator } from "@/lib/i18n/page-locale";

export const metadata: Metadata = { title: "Not found" };

export default async function AccountNotFound() {
  return (
    <PageFrame door="closed" t={await pageTranslator()}>
      <PageMessage
        title="That is not here any more"
        text="It may have ended or been removed in the meantime. Nothing was changed."
      />
      <a href="/account" className={buttonVariants({ variant: "primary" })}>
        Back to your account
      </a>
    </PageFrame>
  );
}
