import "server-only";
import { handleCsrfRequest } from "@/lib/auth/nextauth/csrf-endpoint";
import { handleProvidersRequest } from "@/lib/auth/nextauth/providers-endpoint";
import { handleSessionRequest, handleSessionUpdate } from "@/lib/auth/nextauth/session-endpoint";
import { redirectToSignInPage } from "@/lib/auth/nextauth/sign-in-page";
import { handleCallback } from "@/lib/auth/sign-in/callback";
import { forwardCallback } from "@/lib/auth/sign-in/forward-callback";
import { handleSignOut } from "@/lib/auth/sign-in/sign-out";
import { handleSignIn } from "@/lib/auth/sign-in/start-endpoint";
import { nothingHere } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { methodNotAllowed } from "@/lib/failures/sign-in-failures";

type Handler = (request: Request, provider: string) => Promise<Response>;
type Route = { GET?: Handler; POST?: Handler };

/** The routes of Auth.js, by their path below /api/auth; `*` stands for a provider's id. */
const routes: Record<string, Route> = {
  signin: { GET: redirectToSignInPage },
  "signin/*": { POST: handleSignIn },
  signout: { POST: handleSignOut },
  session: { GET: handleSessionRequest, POST: handleSessionUpdate },
  providers: { GET: handleProvidersRequest },
  csrf: { GET: handleCsrfRequest },
  "callback/*": { GET: callback },
  error: { GET: redirectToSignInPage },
};

/** For `app/api/auth/[...nextauth]/route.ts`, as Auth.js's documentation has it. */
export const handlers = { GET: handleAuthRequest, POST: handleAuthRequest };

/**
 * Handles every request below /api/auth: a path that is not in the table gets 404, a method that its
 * path doesn't accept 405.
 */
export async function handleAuthRequest(request: Request): Promise<Response> {
  const [action = "", provider, ...rest] = new URL(request.url).pathname.split("/").slice(3);
  const path = [action, ...(provider === undefined ? [] : ["*"]), ...rest].join("/");
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!route) return refuseRequest(request, nothingHere);
  const handler = Object.hasOwn(route, request.method) && route[request.method as keyof Route];
  if (handler) return handler(request, provider ?? "");
  const response = refuseRequest(request, methodNotAllowed);
  response.headers.set("allow", Object.keys(route).join(", "));
  return response;
}

/** A redirect proxy also gets the responses to other deployments' requests. */
async function callback(request: Request, provider: string): Promise<Response> {
  return (await forwardCallback(request, provider)) ?? handleCallback(request, provider);
}
