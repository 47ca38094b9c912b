import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type CurrentUser, getCurrentUser } from "@/lib/auth/session/current-user";
import { freshnessSeconds, isFresh } from "@/lib/auth/session/lifetime";
import type { ActionRefusal } from "@/lib/db/action-transaction";
import type { ActionContext, FreshActionContext } from "@/lib/db/activity";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { setFlash } from "@/lib/flash/flash";
import { readDevice } from "@/lib/http/device";
import { requestFields, requestPath } from "@/lib/http/request-context";
import { confirmPath, signInPath } from "@/lib/http/return-path";
import { enforceIpLimit, enforceUserLimit } from "@/lib/limits/enforce";
import { log } from "@/lib/log";
import { requireSameOrigin } from "@/lib/security/same-origin";

type AuthorizedAction<AnActor extends ActionContext> = {
  user: CurrentUser;
  /**
   * Runs the action's query, which checks the session once more in its own transaction, and
   * redirects if the session may no longer act or the database is away.
   */
  act: <T>(query: (context: AnActor) => Promise<T>) => Promise<Exclude<T, ActionRefusal>>;
};

/**
 * The signed-in visitor whose own form a server action was sent by: the first line of every action
 * of the account centre. What the action does, it does through `act`.
 *
 * @param returnTo - where somebody who is not signed in comes back to afterwards
 * @throws CrossSiteRequestError
 */
export async function authorizeAction(returnTo: string): Promise<AuthorizedAction<ActionContext>> {
  const requestHeaders = await headers();
  requireSameOrigin(requestHeaders);
  await enforceIpLimit("account");
  const user = (await getCurrentUser()) ?? (await refuse("signed-out", returnTo));
  await enforceUserLimit(user.id);
  logAction(user, requestHeaders);
  return actingAs(user, contextOf(user, requestHeaders), returnTo);
}

/** The same for what cannot be undone: a provider must have confirmed the visitor just now. */
export async function authorizeFreshAction(
  returnTo: string,
): Promise<AuthorizedAction<FreshActionContext>> {
  const { user } = await authorizeAction(returnTo);
  if (!isFresh(user)) await refuse("stale", returnTo);
  const context = contextOf(user, await headers());
  return actingAs(user, { ...context, freshWithinSeconds: freshnessSeconds }, returnTo);
}

/** Who asked for something at which page; what came of it is in the activity of the person. */
function logAction(user: CurrentUser, requestHeaders: Headers): void {
  const [path] = requestPath(requestHeaders).split("?", 1);
  log.info({ event: "account.action", ...requestFields(requestHeaders), user: user.id, path });
}

function contextOf({ id: userId, sessionId }: CurrentUser, requestHeaders: Headers): ActionContext {
  return { userId, sessionId, ...readDevice(requestHeaders) };
}

function actingAs<AnActor extends ActionContext>(
  user: CurrentUser,
  context: AnActor,
  returnTo: string,
): AuthorizedAction<AnActor> {
  return {
    user,
    act: async <T>(query: (context: AnActor) => Promise<T>) => {
      const outcome = await redirectIfUnavailable(() => query(context));
      if (isRefusal(outcome)) await refuse(outcome, returnTo);
      return outcome as Exclude<T, ActionRefusal>;
    },
  };
}

function isRefusal(outcome: unknown): outcome is ActionRefusal {
  return outcome === "signed-out" || outcome === "stale";
}

/**
 * Sends the visitor to sign in or to confirm, and back to `returnTo`. A message says why they have to
 * sign in, since the page with the form still looks signed in.
 */
async function refuse(refusal: ActionRefusal, returnTo: string): Promise<never> {
  if (refusal === "stale") redirect(confirmPath(returnTo));
  await setFlash({ kind: "not-signed-in" });
  redirect(signInPath(returnTo));
}
