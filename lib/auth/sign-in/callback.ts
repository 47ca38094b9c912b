import "server-only";
import { cookies } from "next/headers";
import { beginAttempt, type SignInAttempt } from "@/lib/auth/authjs/attempt";
import { finishAuthorization } from "@/lib/auth/authjs/authorization-response";
import { checkCookieHeader } from "@/lib/auth/authjs/check-cookie";
import { passedOn } from "@/lib/auth/authjs/redirect-proxy";
import { CallbackNotOurs, SignInRejected } from "@/lib/auth/linking/errors";
import type { Intent } from "@/lib/auth/linking/link-policy";
import { readCallbackParameters } from "@/lib/auth/oauth/callback-parameters";
import { findProvider, type Provider } from "@/lib/auth/providers/registry";
import { findCurrentUser } from "@/lib/auth/session/current-user";
import { readDeviceToken } from "@/lib/auth/session/device-cookie";
import { toSignInFailure } from "@/lib/auth/sign-in/failure";
import { respondToFailure } from "@/lib/auth/sign-in/failure-response";
import { finishSignIn } from "@/lib/auth/sign-in/finish";
import { readIntent, type SealedIntent } from "@/lib/auth/sign-in/intent-cookie";
import { failureResponse } from "@/lib/failures/failure-response";
import { tooManyAttempts } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { unknownProvider } from "@/lib/failures/sign-in-failures";
import { setFlash } from "@/lib/flash/flash";
import { readDevice } from "@/lib/http/device";
import { requestFields } from "@/lib/http/request-context";
import { signInPath } from "@/lib/http/return-path";
import { readReturnPath } from "@/lib/http/return-path-cookie";
import { seeOther } from "@/lib/http/see-other";
import { countCallback } from "@/lib/limits/enforce";
import { log } from "@/lib/log";
import {
  callbackUrlCookieName,
  checkCookieNames,
  cookieOptions,
  intentCookieName,
  readCookie,
  sessionCookieName,
} from "@/lib/security/cookies";
import { countSignIn } from "@/lib/telemetry/counts";
import { inSpan } from "@/lib/telemetry/in-span";

/**
 * `GET /api/auth/callback/<provider>`: the authorization response, with a code or an error.
 * Whatever its outcome, the check cookies are deleted afterwards, so that it cannot be replayed.
 */
export async function handleCallback(request: Request, providerId: string): Promise<Response> {
  const provider = findProvider(providerId);
  if (!provider) return refuseRequest(request, unknownProvider);
  const seconds = await countCallback(request.headers);
  // The check cookies stay, so that the browser can retry this callback.
  if (seconds !== null) return tooManyResponse(request, seconds);
  const elsewhere = await passedOn(new URL(request.url));
  if (elsewhere) return noteOutcome(provider, async () => passOn(request, provider, elsewhere));
  const response = await noteOutcome(provider, () => runCallback(request, provider));
  await expireChecks();
  return response;
}

/** Records the outcome in the trace and the metrics; the log line is written where it is known. */
function noteOutcome(provider: Provider, work: () => Promise<CallbackOutcome>): Promise<Response> {
  const begun = performance.now();
  return inSpan("sign-in.callback", { "foyer.provider": provider.id }, async (span) => {
    const { response, outcome, intent } = await work();
    span.setAttributes({ "foyer.outcome": outcome, "foyer.intent": intent });
    countSignIn({ provider: provider.id, intent, outcome }, (performance.now() - begun) / 1000);
    return response;
  });
}

function tooManyResponse({ headers }: Request, seconds: number): Response {
  const href = signInPath(readReturnPath(headers.get("cookie")));
  return failureResponse(tooManyAttempts(seconds, { href, label: "Sign in again" }), headers);
}

/** Forwards another deployment's callback; this browser's session and checks here stay as is. */
function passOn({ headers }: Request, provider: Provider, elsewhere: string): CallbackOutcome {
  log.info({
    event: "callback.forwarded",
    ...requestFields(headers),
    provider: provider.id,
    to: new URL(elsewhere).origin,
  });
  return { response: seeOther(elsewhere), outcome: "passed-on", intent: "sign-in" };
}

type CallbackOutcome = { response: Response; outcome: string; intent: Intent };

async function runCallback(request: Request, provider: Provider): Promise<CallbackOutcome> {
  const intent = await readIntent(request.headers.get("cookie"), provider.id);
  const finished = (outcome: string, response: Response) => ({
    response,
    outcome,
    intent: intent?.kind ?? ("sign-in" as const),
  });
  let attempt: SignInAttempt | undefined;
  try {
    const user = await findCurrentUser(request.headers);
    if (user && !intent) return finished("stayed", await stay(request));
    if (intent && user?.sessionId !== intent.sessionId) throw new SignInRejected("signed-out");
    attempt = await beginAttempt(attemptStart(request, provider, intent));
    const { completed, location } = await completeAttempt(request, attempt);
    return finished(completed.kind, seeOther(location));
  } catch (error) {
    const failure = toSignInFailure(error, attempt?.codeRedeemed ?? false);
    const response = await respondToFailure({ request, provider, intent, failure, error });
    return finished(failure.kind, response);
  }
}

/** A user is already signed in. If their intent cookie does not fit, a message says so. */
async function stay({ headers }: Request): Promise<Response> {
  if (readCookie(headers.get("cookie"), intentCookieName()))
    await setFlash({ kind: "intent-lost" });
  return seeOther("/");
}

function attemptStart({ headers }: Request, provider: Provider, intent: SealedIntent | null) {
  return {
    provider,
    intent: intent?.kind ?? ("sign-in" as const),
    currentUser: intent,
    prompt: {},
    device: readDevice(headers),
    deviceToken: readDeviceToken(headers),
  };
}

/** @returns the outcome, and the path to redirect to */
async function completeAttempt(request: Request, attempt: SignInAttempt) {
  const { metadata } = attempt;
  const parameters = readCallbackParameters(new URL(request.url).search.slice(1), metadata);
  if (!parameters) throw new CallbackNotOurs();
  const cookieHeader = request.headers.get("cookie");
  const response = await finishAuthorization(attempt, parameters, checkCookieHeader(cookieHeader));
  const session = response.cookies?.find((cookie) => cookie.name === sessionCookieName());
  const { completed } = attempt;
  if (session && completed) {
    (await cookies()).set(session.name, session.value, session.options);
    return { completed, location: await finishSignIn(request, attempt, completed) };
  }
  // If it cannot read the claims, Auth.js logs that and redirects to a page that does not exist.
  throw attempt.loggedError ?? new Error("Auth.js finished without a session");
}

async function expireChecks(): Promise<void> {
  const jar = await cookies();
  const names = [...Object.values(checkCookieNames()), callbackUrlCookieName(), intentCookieName()];
  for (const name of names) jar.set(name, "", { ...cookieOptions(), maxAge: 0 });
}
