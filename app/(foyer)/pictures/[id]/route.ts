import type { NextRequest } from "next/server";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { findPicture } from "@/lib/db/pictures";
import { failureResponse } from "@/lib/failures/failure-response";
import { nothingHere } from "@/lib/failures/failures";
import { isId } from "@/lib/http/form-field";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";

/**
 * A picture that its user uploaded. It needs no session: its id can't be guessed, and pages, also of the
 * builder's, show it to others. A new picture has a new id, so browsers keep it; shared caches don't,
 * since it may be deleted.
 */
export async function GET(
  { headers }: NextRequest,
  { params }: RouteContext<"/pictures/[id]">,
): Promise<Response> {
  const { id } = await params;
  if (!isId(id)) return failureResponse(nothingHere, headers);
  try {
    const picture = await findPicture(id);
    if (!picture) return withoutBody(404);
    return new Response(new Uint8Array(picture.bytes), {
      headers: {
        "content-type": picture.contentType,
        "cache-control": "private, max-age=31536000, immutable",
      },
    });
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    log.error({ event: "picture.database-unavailable", ...requestFields(headers), error });
    return withoutBody(503);
  }
}

/** A failure page in place of a picture isn't shown, and the gate's policy for pictures would leave it unstyled. */
function withoutBody(status: number): Response {
  return new Response(null, { status, headers: { "cache-control": "no-store" } });
}
