import "server-only";
import { readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { findProvider, type Provider } from "@/lib/auth/providers/registry";
import { findCurrentUser } from "@/lib/auth/session/current-user";
import { redirectResponse, refuseAuthRequest } from "@/lib/auth/sign-in/redirect-response";
import { startAuthorization } from "@/lib/auth/sign-in/start";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { env } from "@/lib/env/env";
import { crossSite, openAgain, tooLarge, unreadableForm } from "@/lib/failures/failures";
import { unknownProvider } from "@/lib/failures/sign-in-failures";
import { unavailablePath } from "@/lib/failures/unavailable-redirect";
import { readFields, readQuery } from "@/lib/http/request-fields";
import { returnPath, signInPath } from "@/lib/http/return-path";
import { isSameOrigin } from "@/lib/security/same-origin";

/** OpenID Connect Core 1.0, section 3.1.2.1. `none` would sign a visitor in without being seen. */
const prompts = /^(login|consent|select_account)( (login|consent|select_account))*$/;

/**
 * `POST /api/auth/signin/<provider>`: begins a sign-in and sends the browser to the provider. The body
 * may name a `callbackUrl`; the query may have `prompt`, `login_hint` and `ui_locales`, where
 * next-auth/react puts its `authorizationParams`. Nothing else of the request reaches the provider.
 */
export async function handleSignIn(request: Request, providerId: string): Promise<Response> {
  const provider = findProvider(providerId);
  if (!provider) return refuseAuthRequest(request, unknownProvider, "UnknownProvider");
  if (!isSameOrigin(request.headers))
    return refuseAuthRequest(request, crossSite(env().origin), "CrossSite");
  const [fields, query] = [await readFields(request), readQuery(new URL(request.url).search)];
  const again = openAgain("/sign-in");
  if (fields === "too-large" || query === "too-large")
    return refuseAuthRequest(request, tooLarge(again), "InvalidRequest");
  if (fields === "unreadable" || query === "unreadable" || !isPrompt(query.get("prompt")))
    return refuseAuthRequest(request, unreadableForm(again), "InvalidRequest");

  const returnTo = returnPath(fields.get("callbackUrl"), env().origin);
  try {
    // A sign-in in another tab came first.
    if (await findCurrentUser(request.headers)) return redirectResponse(request, returnTo);
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    const refusal = { error: "DatabaseUnavailable", status: 503 } as const;
    return redirectResponse(request, unavailablePath(returnTo), refusal);
  }
  return start(request, { provider, returnTo, query });
}

type Start = { provider: Provider; returnTo: string; query: Map<string, string> };

async function start(request: Request, { provider, returnTo, query }: Start): Promise<Response> {
  const prompt = await promptOf(provider, query);
  const failurePath = signInPath(returnTo);
  const started = await startAuthorization({ provider, returnTo, failurePath, prompt });
  switch (started.kind) {
    case "started":
      return redirectResponse(request, started.url);
    case "too-many-attempts":
      return redirectResponse(request, started.url, {
        error: "TooManyAttempts",
        status: 429,
        headers: { "retry-after": String(started.seconds) },
      });
    case "provider-away":
      return redirectResponse(request, started.url, { error: "ProviderUnavailable", status: 503 });
  }
}

function isPrompt(value: string | undefined): boolean {
  return !value || prompts.test(value);
}

async function promptOf(provider: Provider, query: Map<string, string>) {
  const passedOn = ["prompt", "login_hint", "ui_locales"].flatMap((name) => {
    const value = query.get(name);
    return value ? [[name, value]] : [];
  });
  // The pending link is for another account at this provider, which would otherwise reuse it.
  const needsOtherAccount = (await readPendingLink())?.provider === provider.id;
  return { ...Object.fromEntries(passedOn), ...(needsOtherAccount && provider.chooseAccount) };
}
