import "server-only";
import { exportJson } from "@/lib/account/export-json";
import type { BegunExport } from "@/lib/db/export/begin-export";
import { SessionEndedError } from "@/lib/db/export/user-export";
import { log } from "@/lib/log";

/**
 * A user's data as a JSON file for download, as docs/export.md describes it. The response reads a
 * batch when the client has taken the one before; a client that is gone ends the reading.
 *
 * @param about - the request, for the log
 */
export function exportFile(begun: BegunExport, about: Record<string, string>): Response {
  const pieces = exportJson(begun);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await pieces.next().catch((error) => {
          throw interruption(error, begun, about);
        });
        if (piece.done) controller.close();
        else controller.enqueue(encoder.encode(piece.value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    // Nothing is read ahead of the client.
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
 * Logs why a download breaks off, and returns what Next.js drops the connection for without another
 * line in the log (`isAbortError` in next/dist/server/pipe-readable.js). The client sees a failed
 * download, since the response has neither a length nor its final chunk.
 */
function interruption(error: unknown, { userId }: BegunExport, about: Record<string, string>) {
  const line = { event: "export.interrupted", ...about, user: userId, error };
  if (error instanceof SessionEndedError) log.warn(line);
  else log.error(line);
  return new DOMException("the export was interrupted", "AbortError");
}
