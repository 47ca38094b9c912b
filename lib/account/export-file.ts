import "server-only";
import { exportJson } from "@/lib/account/export-json";
import type { BegunExport } from "@/lib/db/export/begin-export";
import { SessionEndedError } from "@/lib/db/export/user-export";
import { log } from "@/lib/log";

/**
 * A user's data as a JSON download; docs/export.md describes the format. The response reads the
 * next batch when the client has received the previous one, and stops when the client disconnects.
 *
 * @param about - fields of the request, for the log
 */
export function exportFile(begun: BegunExport, about: Record<string, string>): Response {
  const chunks = exportJson(begun);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await chunks.next().catch((error) => {
          throw logInterruption(error, begun, about);
        });
        if (chunk.done) controller.close();
        else controller.enqueue(encoder.encode(chunk.value));
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    // Reads nothing ahead of the client.
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="foyer-export.json"',
      "cache-control": "no-store",
    },
  });
}

/**
 * Logs why a download breaks off, and returns an AbortError: Next.js then drops the connection
 * without logging it again (`isAbortError` in next/dist/server/pipe-readable.js). The client
 * sees a failed download, since the response has neither a length nor its final chunk.
 */
function logInterruption(error: unknown, { userId }: BegunExport, about: Record<string, string>) {
  const line = { event: "export.interrupted", ...about, user: userId, error };
  if (error instanceof SessionEndedError) log.warn(line);
  else log.error(line);
  return new DOMException("the export was interrupted", "AbortError");
}
