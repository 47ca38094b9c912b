import type { NextRequest } from "next/server";
import { handleSessionRequest } from "@/lib/auth/session/session-endpoint";
import { handleCallback } from "@/lib/auth/sign-in/callback";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { methodNotAllowed, unknownProvider } from "@/lib/failures/sign-in-failures";

/**
 * The only Auth.js routes that we serve: a provider's callback and the session, both by GET. Auth.js
 * would also serve a sign-in URL whose query can set client_id and scope, sign-out, and its own pages.
 * Ours are server actions and pages, so every other path and method is rejected.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const [action, provider, ...rest] = segments(request);
  if (action === "callback" && provider !== undefined && rest.length === 0) {
    return handleCallback(request, provider);
  }
  if (action === "session" && provider === undefined) return handleSessionRequest(request);
  return refuseRequest(request, unknownProvider);
}

function refuse(request: NextRequest): Response {
  const [action] = segments(request);
  if (action !== "callback" && action !== "session") {
    return refuseRequest(request, unknownProvider);
  }
  const response = refuseRequest(request, methodNotAllowed);
  response.headers.set("allow", "GET");
  return response;
}

function segments(request: NextRequest): string[] {
  return request.nextUrl.pathname.split("/").slice(3);
}

// Next.js would run GET for a HEAD request, so a link checker could redeem an authorization code.
export {
  refuse as DELETE,
  refuse as HEAD,
  refuse as OPTIONS,
  refuse as PATCH,
  refuse as POST,
  refuse as PUT,
};
