import { connection } from "next/server";
import { failedPageWords } from "@/lib/failures/failed-page-words";
import { requestTranslator } from "@/lib/i18n/request-locale";

/** The words for app/failed-document.tsx in the visitor's language. Reads no database, which may have failed. */
export async function GET({ headers }: Request): Promise<Response> {
  // Otherwise a build with `cacheComponents` would prerender this response.
  await connection();
  return Response.json(failedPageWords(requestTranslator(headers)), {
    headers: { "cache-control": "no-store" },
  });
}
