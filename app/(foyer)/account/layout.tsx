import { headers } from "next/headers";
import type { ReactNode } from "react";
import { titlesBelow } from "@/app/(foyer)/notice-title";
import { FailedPageWordsProvider } from "@/components/page/failed-page-words";
import { LocalTimesScript } from "@/components/text/local-times-script";
import { failedPageWords } from "@/lib/failures/failed-page-words";
import { requestNonce } from "@/lib/http/request-context";
import { pageTranslator } from "@/lib/i18n/page-locale";

export const generateMetadata = titlesBelow;

/**
 * Adds the title of a message, the words of the error page, and what shows times in the visitor's time zone.
 * Each page has its own frame, and checks the user itself.
 */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const words = failedPageWords(await pageTranslator());
  return (
    <>
      <LocalTimesScript nonce={requestNonce(await headers())} />
      <FailedPageWordsProvider words={words}>{children}</FailedPageWordsProvider>
    </>
  );
}
