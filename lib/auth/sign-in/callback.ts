import "server-only";
import { toFault } from "@/lib/auth/authjs/fault";
import { redeemCode } from "@/lib/auth/authjs/redeem-code";
import { isCompleted } from "@/lib/auth/linking/verified-sign-in";
import {
  type CallbackParameters,
  isExpectedIssuer,
  readCallbackParameters,
} from "@/lib/auth/oauth/callback-parameters";
import { beforeDeadline, signInDeadline } from "@/lib/auth/oauth/provider-fetch";
import { findProvider, type Provider } from "@/lib/auth/providers/registry";
import { findCurrentUser } from "@/lib/auth/session/current-user";
import { hashDeviceToken, readDeviceToken } from "@/lib/auth/session/device-cookie";
import { createSessionToken } from "@/lib/auth/session/token";
import type { CallbackProblem, SignInFailure } from "@/lib/auth/sign-in/failure";
import { respondToFailure, tooManyCallbacks } from "@/lib/auth/sign-in/failure-response";
import { finishSignIn } from "@/lib/auth/sign-in/finish";
import type { Flow } from "@/lib/auth/sign-in/flow";
import { expireFlow, hasFlowCookie, readFlow } from "@/lib/auth/sign-in/flow-cookies";
import { continueConnection } from "@/lib/auth/sign-in/interrupted-connection";
import { toSignInLink } from "@/lib/auth/sign-in/link-token";
import { type Outcome, recordOutcome } from "@/lib/auth/sign-in/outcome";
import { env } from "@/lib/env/env";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { unknownProvider } from "@/lib/failures/sign-in-failures";
import { readDevice } from "@/lib/http/device";
import { isPrefetch } from "@/lib/http/prefetch";
import { seeOther } from "@/lib/http/see-other";
import { countCallback } from "@/lib/limits/enforce";

const notYet = { status: 503, headers: { "cache-control": "no-store" } };

/**
 * `GET /api/auth/callback/<provider>`: the authorization response, with a code or an error (RFC 6749,
 * section 4.1.2). It consumes its own flow, whatever comes of it, and no other.
 */
export async function handleCallback(request: Request, providerId: string): Promise<Response> {
  const provider = findProvider(providerId);
  if (!provider) return refuseRequest(request, unknownProvider);
  // Browsers ignore this response and ask again when the visitor comes. A code works only once.
  if (isPrefetch(request.headers)) return new Response(null, notYet);

  const parameters = readCallbackParameters(new URL(request.url).search.slice(1));
  const cookieHeader = request.headers.get("cookie");
  const hasFlow = parameters !== null && hasFlowCookie(cookieHeader, parameters.state);
  const flow = hasFlow ? await readFlow(cookieHeader, parameters.state, provider.id) : null;
  const seconds = await countCallback(request.headers, { hasFlow });
  // The flow stays, so that the browser can retry this callback.
  if (seconds !== null) return tooManyCallbacks(request.headers, seconds, flow);

  if (hasFlow) await expireFlow(parameters.state);
  return recordOutcome(provider.id, flow?.intent?.kind ?? "sign-in", () =>
    respond({ request, provider, parameters, flow }),
  );
}

type Callback = {
  request: Request;
  provider: Provider;
  parameters: CallbackParameters | null;
  flow: Flow | null;
};

/** Guard clauses, in the order in which RFC 6749, sections 4.1.2 to 4.1.4 process the response. */
async function respond({ request, provider, parameters, flow }: Callback): Promise<Outcome> {
  const fail = async (failure: SignInFailure): Promise<Outcome> => ({
    response: await respondToFailure({ request, provider, flow, failure }),
    outcome: failure.kind,
  });
  const notOurs = (reason: CallbackProblem) => fail({ kind: "callback-not-ours", reason });
  try {
    const user = await findCurrentUser(request.headers);
    // Signed in meanwhile, perhaps in another tab: nothing is redeemed, and nothing is connected.
    if (user && !flow?.intent) return stayed(flow);
    if (!parameters) return notOurs("parameters");
    if (!flow) return notOurs("unknown-state");
    if (flow.intent && user?.sessionId !== flow.intent.sessionId)
      return fail({ kind: "refused", reason: "signed-out" });

    const deadline = signInDeadline();
    const metadata = await beforeDeadline("metadata", provider.metadata(), deadline);
    if (!isExpectedIssuer(parameters.iss, metadata)) return notOurs("issuer");
    if (parameters.error !== null) return fail({ kind: "provider-said-no" });
    if (!parameters.code) return notOurs("no-code");

    const sessionToken = createSessionToken();
    const deviceToken = readDeviceToken(request.headers);
    const outcome = await redeemCode({
      provider,
      metadata,
      code: parameters.code,
      iss: parameters.iss,
      checks: flow.checks,
      intent: flow.intent?.kind ?? "sign-in",
      link: toSignInLink(flow.link),
      currentUser: user && {
        userId: user.id,
        sessionId: user.sessionId,
        ...(flow.intent?.kind === "connect" && { newDeviceWaitSeconds: env().NEW_DEVICE_WAIT }),
      },
      sessionToken,
      device: readDevice(request.headers),
      deviceHash: hashDeviceToken(deviceToken),
      deadline,
    });
    if (!isCompleted(outcome)) return fail(outcome);
    const { returnTo } = flow;
    const location =
      (outcome.kind === "confirmed" && user && (await continueConnection(user, returnTo))) ||
      returnTo;
    const finished = { provider: provider.id, returnTo: location, sessionToken, deviceToken };
    return {
      response: seeOther(await finishSignIn(request.headers, outcome, finished)),
      outcome: outcome.kind,
    };
  } catch (error) {
    return fail(toFault(error));
  }
}

/** Goes where the sign-in wanted to go, or home if this browser no longer has the flow. */
function stayed(flow: Flow | null): Outcome {
  return { response: seeOther(flow?.returnTo ?? "/"), outcome: "stayed" };
}
