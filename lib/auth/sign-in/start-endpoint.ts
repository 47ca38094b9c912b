import "server-only";
import { findProvider } from "@/lib/auth/providers/registry";
import { authorizationParameters } from "@/lib/auth/sign-in/authorization-parameters";
import { readLinkToken } from "@/lib/auth/sign-in/link-token";
import { redirectResponse } from "@/lib/auth/sign-in/redirect-response";
import { type StartedSignIn, startSignIn } from "@/lib/auth/sign-in/start-sign-in";
import { env } from "@/lib/env/env";
import { crossSite, openAgain, tooLarge, unreadableForm } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { unknownProvider } from "@/lib/failures/sign-in-failures";
import { readFields, readQuery } from "@/lib/http/request-fields";
import { returnPath } from "@/lib/http/return-path";
import { isSameOrigin } from "@/lib/security/same-origin";

/**
 * `POST /api/auth/signin/<provider>`: begins a sign-in and sends the browser to the provider. The body
 * may name a `callbackUrl` and the token of an `invitation` or a `recovery`, and has `tryAnyway` if the
 * visitor wants to try in a browser that the provider refuses. The query may have `prompt`, `login_hint`
 * and `ui_locales`, where next-auth/react puts its `authorizationParams`. Nothing else of the request
 * reaches the provider.
 */
export async function handleSignIn(request: Request, providerId: string): Promise<Response> {
  const provider = findProvider(providerId);
  if (!provider) return refuseRequest(request, unknownProvider);
  if (!isSameOrigin(request.headers)) return refuseRequest(request, crossSite(env().origin));
  const [fields, query] = [await readFields(request), readQuery(new URL(request.url).search)];
  const again = openAgain("/sign-in");
  if (fields === "too-large" || query === "too-large")
    return refuseRequest(request, tooLarge(again));
  if (fields === "unreadable" || query === "unreadable")
    return refuseRequest(request, unreadableForm(again));
  const parameters = authorizationParameters(query);
  if (!parameters) return refuseRequest(request, unreadableForm(again));

  const returnTo = returnPath(fields.get("callbackUrl"), env().origin);
  const link = readLinkToken(Object.fromEntries(fields));
  const tryAnyway = fields.has("tryAnyway");
  const start = { provider, returnTo, parameters, link, tryAnyway };
  return respond(request, await startSignIn(request.headers, start));
}

function respond(request: Request, started: StartedSignIn): Response {
  switch (started.kind) {
    case "started":
    case "signed-in":
      return redirectResponse(request, started.url);
    case "too-many-attempts":
      return redirectResponse(request, started.url, {
        error: "TooManyAttempts",
        status: 429,
        headers: { "retry-after": String(started.seconds) },
      });
    case "embedded-browser":
      return redirectResponse(request, started.url, { error: "EmbeddedBrowser", status: 403 });
    case "provider-away":
      return redirectResponse(request, started.url, { error: "ProviderUnavailable", status: 503 });
    case "database-away":
      return redirectResponse(request, started.url, { error: "DatabaseUnavailable", status: 503 });
  }
}
