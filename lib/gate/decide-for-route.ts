import { env } from "@/lib/env/env";
import { failureResponse } from "@/lib/failures/failure-response";
import {
  crossSite,
  gone,
  openAgain,
  outdatedForm,
  tooLarge,
  tooSlow,
  unknownMethod,
  unreadableForm,
} from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import type { FoyerRoute } from "@/lib/security/foyer-routes";
import { isSameOrigin } from "@/lib/security/same-origin";
import {
  type BodyProblem,
  checkActionBody,
  findFieldsBodyProblem,
  type ReadBody,
  type UnreadProblem,
} from "@/lib/security/server-action-body";

export type Facts = {
  request: Request;
  pathname: string;
  /** The request's headers with the reference and the nonce. */
  headers: Headers;
  readBody: ReadBody;
};

/** The response to a request that goes no further, or what to do once Next.js has responded. */
export type Decision = {
  refusal: Response | null;
  /** See `Verdict`. */
  answerUnread?: (problem: UnreadProblem) => Response;
  answerMissing?: () => Response;
};

const pass: Decision = { refusal: null };

/** Decides on a request to one of Foyer's addresses: method, origin and body. */
export async function decideForRoute(
  { isPage, methods }: FoyerRoute,
  facts: Facts,
): Promise<Decision> {
  const { request, pathname, headers, readBody } = facts;
  if (methods && !methods.includes(request.method)) {
    const refusal = refuseRequest(request, unknownMethod, headers);
    refusal.headers.set("allow", methods.join(", "));
    return { refusal };
  }
  if (isFromAnotherSite(request, pathname)) {
    log.warn({ event: "request.cross-site", ...requestFields(headers), path: pathname });
    const isCall = request.headers.has("next-action");
    const failure = () => failureResponse(crossSite(env().origin), headers);
    return { refusal: isCall ? sendRouterTo("/refused") : failure() };
  }
  if (request.method !== "POST")
    return isPage
      ? { refusal: null, answerMissing: () => failureResponse(gone(pathname), headers) }
      : pass;
  if (isPage) return decideOnAction(facts);
  const form = pageOfForm(pathname);
  if (!form) return pass;
  const problem = await findFieldsBodyProblem(readBody);
  return problem ? { refusal: refuseBody(facts, problem, form) } : pass;
}

async function decideOnAction(facts: Facts): Promise<Decision> {
  const { request, pathname, readBody } = facts;
  const body = await checkActionBody(request, readBody);
  if (body.kind === "builder-action") return pass;
  const refuse = (problem: BodyProblem) =>
    refuseBody(facts, problem, `${pathname}${new URL(request.url).search}`);
  if (body.kind === "refused") return { refusal: refuse(body.problem) };
  return { refusal: null, answerUnread: refuse };
}

const bodyFailures = {
  "too-large": tooLarge,
  "too-slow": tooSlow,
  unreadable: unreadableForm,
  outdated: outdatedForm,
};

/** @param form - the page that has the form */
function refuseBody({ request, headers }: Facts, problem: BodyProblem, form: string): Response {
  const failure = bodyFailures[problem](openAgain(form));
  const response = refuseRequest(request, failure, headers, problem);
  // Next.js's own header: its client then throws an error that components/page/failure.tsx recognises.
  // And Next.js responds with 404 instead of 200 when it has forwarded the call to another page.
  if (problem === "outdated" || request.headers.has("x-action-forwarded"))
    response.headers.set("x-nextjs-action-not-found", "1");
  return response;
}

/** A page with the form that posts to this route: to sign in or out, or to choose a theme or a language. */
function pageOfForm(pathname: string): string | null {
  if (pathname === "/account/language") return "/";
  if (pathname === "/account/theme") return "/account";
  return /^\/api\/auth\/(signin\/[^/]+|signout)$/.test(pathname) ? "/sign-in" : null;
}

/**
 * A response that makes the client's router load another document. Of a rejected server action's own
 * response, the router would show nothing but "unexpected".
 */
function sendRouterTo(path: string): Response {
  return new Response(null, { status: 303, headers: { "x-action-redirect": `${path};push` } });
}

/** Leaves out the API, whose routes check for themselves. */
function isFromAnotherSite({ method, headers }: Request, pathname: string): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return !pathname.startsWith("/api/") && !isSameOrigin(headers);
}
