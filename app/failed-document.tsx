"use client";

import { use } from "react";
import { englishWords, FailedPageWordsProvider } from "@/components/page/failed-page-words";
import { Failure } from "@/components/page/failure";
import type { FailedPageWords } from "@/lib/failures/failed-page-words";
// Here and not in global-error.tsx: a builder's pages would preload it.
import "./fonts.css";
import "./globals.css";

/** How long the page may stay empty for its words. */
const deadlineMilliseconds = 3_000;

/** Asked for once, by the browser: the document that failed had no layout to bring them. */
const loading = typeof window === "undefined" ? Promise.resolve(englishWords) : loadWords();

/** The whole document that replaces a page whose root layout failed, in English without a server. */
export default function FailedDocument(props: { error: unknown; retry: () => void }) {
  const words = use(loading);
  return (
    <html lang={words.locale} dir={words.direction}>
      <body className="font-sans antialiased">
        <FailedPageWordsProvider words={words}>
          <Failure {...props} />
        </FailedPageWordsProvider>
      </body>
    </html>
  );
}

async function loadWords(): Promise<FailedPageWords> {
  try {
    const signal = AbortSignal.timeout(deadlineMilliseconds);
    const response = await fetch("/api/failed-page", { signal });
    return response.ok ? await response.json() : englishWords;
  } catch {
    return englishWords;
  }
}
