import "server-only";
import { cookies } from "next/headers";
import { after, NextResponse } from "next/server";
import { finishAuthorization } from "@/lib/auth/auth";
import {
  checkCookieHeader,
  readCallbackParameters,
  readReturnPath,
} from "@/lib/auth/callback-request";
import { findVisitor } from "@/lib/auth/current-user";
import { answerFailedSignIn } from "@/lib/auth/failed-sign-in";
import { rememberProvider } from "@/lib/auth/last-provider";
import { findProvider, type Provider } from "@/lib/auth/providers";
import { refuseRequest } from "@/lib/auth/refused-request";
import { beginAttempt, type SignInAttempt } from "@/lib/auth/sign-in-attempt";
import { toSignInFailure } from "@/lib/auth/sign-in-failure";
import { deleteExpiredSessions } from "@/lib/db/sessions";
import { env } from "@/lib/env";
import { unknownProvider } from "@/lib/failures/failures";
import { log } from "@/lib/log";
import {
  callbackUrlCookieName,
  checkCookieNames,
  cookieOptions,
  sessionCookieName,
} from "@/lib/security/cookies";
import { readDevice } from "@/lib/security/device";
import { requestReference } from "@/lib/security/request-context";

/**
 * The callback: where a provider sends the browser back to, with a code or an error.
 * Whatever comes of it, its checks are used up, so that nothing can be tried twice.
 */
export async function answerCallback(request: Request, providerId: string): Promise<Response> {
  const provider = findProvider(providerId);
  if (!provider) return refuseRequest(request, unknownProvider);
  const response = await finishSignIn(request, provider);
  await expireChecks();
  return response;
}

async function finishSignIn(request: Request, provider: Provider): Promise<Response> {
  let attempt: SignInAttempt | undefined;
  try {
    if (await findVisitor(request.headers)) return redirectTo("/");
    attempt = await beginAttempt(provider, readDevice(request.headers));
    return await finishAttempt(request, attempt);
  } catch (error) {
    const failure = toSignInFailure(error, attempt?.codeRedeemed ?? false);
    return answerFailedSignIn({ request, provider, failure, error });
  }
}

async function finishAttempt(request: Request, attempt: SignInAttempt): Promise<Response> {
  const { provider, metadata } = attempt;
  const parameters = readCallbackParameters(new URL(request.url).search.slice(1), metadata);
  if (!parameters) {
    return answerFailedSignIn({ request, provider, failure: { kind: "callback-not-ours" } });
  }
  const cookieHeader = request.headers.get("cookie");
  const answer = await finishAuthorization(attempt, parameters, checkCookieHeader(cookieHeader));
  const session = answer.cookies?.find((cookie) => cookie.name === sessionCookieName());
  if (session) {
    (await cookies()).set(session.name, session.value, session.options);
    return enter(request, provider);
  }
  if (leadsToAnotherDeployment(answer.redirect)) return redirectTo(answer.redirect);
  // Auth.js logs a claim that it cannot read and redirects to a page that does not exist.
  throw attempt.loggedError ?? new Error("Auth.js finished without a session");
}

async function enter(request: Request, provider: Provider): Promise<Response> {
  await rememberProvider(provider.id);
  const reference = requestReference(request.headers);
  log.info({ event: "sign-in.completed", reference, provider: provider.id });
  after(cleanUp);
  return redirectTo(readReturnPath(request.headers.get("cookie")));
}

/** As many rows as a sign-in may cost: there are never more expired ones than there were sign-ins. */
const cleanUpLimit = 50;

/** Expired sessions go when somebody signs in, so that no deployment needs a clock of its own. */
async function cleanUp(): Promise<void> {
  await deleteExpiredSessions(cleanUpLimit).catch((error) =>
    log.warn({ event: "sessions.clean-up-failed", error }),
  );
}

/** With AUTH_REDIRECT_PROXY_URL, a preview's callback arrives here and Auth.js passes it on. */
function leadsToAnotherDeployment(url: string | undefined): url is string {
  return Boolean(env().AUTH_REDIRECT_PROXY_URL && url && new URL(url).origin !== env().origin);
}

function redirectTo(location: string): Response {
  return new NextResponse(null, {
    status: 303,
    headers: { location, "cache-control": "no-store" },
  });
}

async function expireChecks(): Promise<void> {
  const jar = await cookies();
  for (const name of [...Object.values(checkCookieNames()), callbackUrlCookieName()]) {
    jar.set(name, "", { ...cookieOptions(), maxAge: 0 });
  }
}
