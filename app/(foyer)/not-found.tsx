import type { Metadata } from "next";
import { PageFrame } from "@/components/page/page-frame";
import { PageMessage } from "@/components/page/page-message";
import { buttonVariants } from "@/components/ui/button";
import { pageTranslator } from "@/lib/i18n/page-locale";

export const metadata: Metadata = { title: "Not found" };

export default async function NotFound() {
  return (
    <PageFrame door="closed" t={await pageTranslator()}>
      <PageMessage
        title="There is nothing at this address"
        text="The link may be old or mistyped."
      />
      <a href="/" className={buttonVariants({ variant: "primary" })}>
        Go to the home page
      </a>
    </PageFrame>
  );
}
