import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { type CurrentUser, getCurrentUser } from "@/lib/auth/session/current-user";
import { requireFresh, requireKnownDevice } from "@/lib/auth/session/guards";
import { freshnessSeconds } from "@/lib/auth/session/lifetime";
import { requireRole } from "@/lib/auth/session/require-role";
import { hasRole } from "@/lib/auth/session/roles";
import type { ActionRefusal } from "@/lib/db/action-transaction";
import type {
  ActionContext,
  FreshActionContext,
  RoleActionContext,
  SensitiveActionContext,
} from "@/lib/db/activity";
import { env } from "@/lib/env/env";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { setFlash } from "@/lib/flash/flash";
import { markActionStarted } from "@/lib/http/action-call";
import { readDevice } from "@/lib/http/device";
import { requestFields, requestPath } from "@/lib/http/request-context";
import { confirmPath, signInPath, waitPath } from "@/lib/http/return-path";
import { enforceIpLimit, enforceUserLimit } from "@/lib/limits/enforce";
import { log } from "@/lib/log";
import { requireSameOrigin } from "@/lib/security/same-origin";

type AuthorizedAction<Context extends ActionContext> = {
  user: CurrentUser;
  /**
   * Runs the action's query, which checks the session again in its own transaction. Redirects if
   * the session may no longer act or the database is unavailable.
   */
  act: <T>(query: (context: Context) => Promise<T>) => Promise<Exclude<T, ActionRefusal>>;
};

/**
 * Checks a server action's origin, rate limits and session: the first line of every action of the
 * account centre. The action then reads and writes through `act`.
 *
 * @param returnTo - path to return to when the user has to sign in first
 * @throws CrossSiteRequestError
 */
export async function authorizeAction(returnTo: string): Promise<AuthorizedAction<ActionContext>> {
  const findUser = async () => (await getCurrentUser()) ?? (await refuse("signed-out", returnTo));
  const { user, context } = await admitAction(findUser);
  return authorizedAction(user, context, returnTo);
}

/**
 * The same for actions that are for some roles only: see `requireRole`. The query that `act` runs checks
 * the role again, under the lock that a change of the role waits for.
 */
export async function authorizeRoleAction(
  roles: string | readonly string[],
  returnTo?: string,
): Promise<AuthorizedAction<RoleActionContext>> {
  const { user, context } = await admitAction(() => requireRole(roles, returnTo));
  const allowsRole = (role: string) => hasRole({ role }, roles);
  return authorizedAction(user, { ...context, allowsRole }, returnTo);
}

/** What every action begins with. */
async function admitAction(findUser: () => Promise<CurrentUser>) {
  markActionStarted();
  const requestHeaders = await headers();
  requireSameOrigin(requestHeaders);
  await enforceIpLimit("account");
  const user = await findUser();
  await enforceUserLimit(user.id);
  logAction(user, requestHeaders);
  return { user, context: contextOf(user, requestHeaders) };
}

/** The same for actions that need a fresh session: see `isFresh`. */
export async function authorizeFreshAction(
  returnTo: string,
): Promise<AuthorizedAction<FreshActionContext>> {
  const { user } = await authorizeAction(returnTo);
  requireFresh(user, returnTo);
  return authorizedAction(user, await freshContextOf(user), returnTo);
}

/** The same for actions that an unknown device also has to wait for: see `isKnownDevice`. */
export async function authorizeSensitiveAction(
  returnTo: string,
): Promise<AuthorizedAction<SensitiveActionContext>> {
  const { user } = await authorizeAction(returnTo);
  requireKnownDevice(user, returnTo);
  requireFresh(user, returnTo);
  const context = { ...(await freshContextOf(user)), newDeviceWaitSeconds: env().NEW_DEVICE_WAIT };
  return authorizedAction(user, context, returnTo);
}

async function freshContextOf(user: CurrentUser): Promise<FreshActionContext> {
  return { ...contextOf(user, await headers()), freshWithinSeconds: freshnessSeconds };
}

/** Logs who sent an action from which page. Its outcome is in the user's activity. */
function logAction(user: CurrentUser, requestHeaders: Headers): void {
  const [path] = requestPath(requestHeaders).split("?", 1);
  log.info({ event: "account.action", ...requestFields(requestHeaders), user: user.id, path });
}

function contextOf({ id: userId, sessionId }: CurrentUser, requestHeaders: Headers): ActionContext {
  return { userId, sessionId, ...readDevice(requestHeaders) };
}

function authorizedAction<Context extends ActionContext>(
  user: CurrentUser,
  context: Context,
  returnTo: string | undefined,
): AuthorizedAction<Context> {
  return {
    user,
    act: async <T>(query: (context: Context) => Promise<T>) => {
      const outcome = await redirectIfUnavailable(() => query(context));
      if (isRefusal(outcome)) await refuse(outcome, returnTo);
      return outcome as Exclude<T, ActionRefusal>;
    },
  };
}

const refusals: Record<ActionRefusal, true> = {
  "signed-out": true,
  forbidden: true,
  "unknown-device": true,
  stale: true,
};

function isRefusal(outcome: unknown): outcome is ActionRefusal {
  return typeof outcome === "string" && Object.hasOwn(refusals, outcome);
}

/**
 * Sends the user to sign in, to reauthenticate or to wait, and back to `returnTo` afterwards. A message
 * says why they have to sign in, since the page with the form still looks signed in. Without a
 * `returnTo`, and without the role, the page doesn't exist for them.
 */
async function refuse(refusal: ActionRefusal, returnTo: string | undefined): Promise<never> {
  if (refusal === "forbidden" || returnTo === undefined) notFound();
  if (refusal === "stale") redirect(confirmPath(returnTo));
  if (refusal === "unknown-device") redirect(waitPath(returnTo));
  await setFlash({ kind: "not-signed-in" });
  redirect(signInPath(returnTo));
}
