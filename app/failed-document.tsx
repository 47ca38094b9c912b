"use client";

import { use } from "react";
import { englishWords, FailedPageWordsProvider } from "@/components/page/failed-page-words";
import { Failure } from "@/components/page/failure";
import type { FailedPageWords } from "@/lib/failures/failed-page-words";
import type { Theme } from "@/lib/http/theme";
// Here and not in global-error.tsx: a builder's pages would preload it.
import "./fonts.css";
import "./globals.css";

/** What `/api/failed-page` responds. */
export type FailedPage = { words: FailedPageWords; theme: Theme };

const withoutServer: FailedPage = { words: englishWords, theme: null };

/** How long the page may stay empty for its words. */
const deadlineMilliseconds = 3_000;

/** Asked for once, by the browser: the document that failed had no layout to bring them. */
const loading = typeof window === "undefined" ? Promise.resolve(withoutServer) : load();

/**
 * The whole document that replaces a page whose root layout failed: in the visitor's language and theme, or
 * in English and the system's theme without a server.
 */
export default function FailedDocument(props: { error: unknown; retry: () => void }) {
  const { words, theme } = use(loading);
  return (
    <html lang={words.locale} dir={words.direction} data-theme={theme ?? undefined}>
      <body className="font-sans antialiased">
        <FailedPageWordsProvider words={words}>
          <Failure {...props} />
        </FailedPageWordsProvider>
      </body>
    </html>
  );
}

async function load(): Promise<FailedPage> {
  try {
    const signal = AbortSignal.timeout(deadlineMilliseconds);
    const response = await fetch("/api/failed-page", { signal });
    return response.ok ? await response.json() : withoutServer;
  } catch {
    return withoutServer;
  }
}
