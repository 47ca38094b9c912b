import { connection } from "next/server";
import type { FailedPage } from "@/app/failed-document";
import { failedPageWords } from "@/lib/failures/failed-page-words";
import { readTheme } from "@/lib/http/theme";
import { requestTranslator } from "@/lib/i18n/request-locale";

/** The visitor's language and theme, for app/failed-document.tsx. Reads no database, which may have failed. */
export async function GET({ headers }: Request): Promise<Response> {
  // Otherwise a build with `cacheComponents` would prerender this response.
  await connection();
  const page: FailedPage = {
    words: failedPageWords(requestTranslator(headers)),
    theme: readTheme(headers),
  };
  return Response.json(page, { headers: { "cache-control": "no-store" } });
}
