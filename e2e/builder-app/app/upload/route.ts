import { createHash } from "node:crypto";

/** Responds with the size and hash of the body. */
export async function POST(request: Request): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer());
  return Response.json({
    bytes: body.length,
    sha256: createHash("sha256").update(body).digest("hex"),
  });
}
