import type { ReactNode } from "react";
import { FailedPageWordsProvider } from "@/components/page/failed-page-words";
import { failedPageWords } from "@/lib/failures/failed-page-words";
import { pageTranslator } from "@/lib/i18n/page-locale";

/** Only for the words of its error page. */
export default async function ConnectLayout({ children }: { children: ReactNode }) {
  const words = failedPageWords(await pageTranslator());
  return <FailedPageWordsProvider words={words}>{children}</FailedPageWordsProvider>;
}
