import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { requireRoomForAddress, requireRoomForPerson } from "@/lib/auth/attempts";
import { getVisitor } from "@/lib/auth/current-user";
import { leaveFlash } from "@/lib/auth/flash";
import { orUnavailable } from "@/lib/auth/or-unavailable";
import { isRecent } from "@/lib/auth/recent-sign-in";
import { confirmPath, signInPath } from "@/lib/auth/return-path";
import { recentSignInSeconds } from "@/lib/auth/session-lifetime";
import type { Visitor } from "@/lib/auth/visitor";
import type { ActionRefusal } from "@/lib/db/action-transaction";
import type { Actor, FreshActor } from "@/lib/db/activity";
import { log } from "@/lib/log";
import { readDevice } from "@/lib/security/device";
import { requestFields, requestPath } from "@/lib/security/request-context";
import { requireSameOrigin } from "@/lib/security/same-origin";

type Acting<AnActor extends Actor> = {
  visitor: Visitor;
  /**
   * Runs the action's query, which checks the session once more in its own transaction, and
   * redirects if the session may no longer act or the database is away.
   */
  act: <T>(query: (actor: AnActor) => Promise<T>) => Promise<Exclude<T, ActionRefusal>>;
};

/**
 * The signed-in visitor whose own form a server action was sent by: the first line of every action
 * of the account centre. What the action does, it does through `act`.
 *
 * @param returnTo - where somebody who is not signed in comes back to afterwards
 * @throws CrossSiteRequestError
 */
export async function requireActor(returnTo: string): Promise<Acting<Actor>> {
  const requestHeaders = await headers();
  requireSameOrigin(requestHeaders);
  await requireRoomForAddress("account");
  const visitor = (await getVisitor()) ?? (await refuse("signed-out", returnTo));
  await requireRoomForPerson(visitor.id);
  noteAction(visitor, requestHeaders);
  return actingAs(visitor, actorOf(visitor, requestHeaders), returnTo);
}

/** The same for what cannot be undone: a provider must have confirmed the visitor just now. */
export async function requireRecentActor(returnTo: string): Promise<Acting<FreshActor>> {
  const { visitor } = await requireActor(returnTo);
  if (!isRecent(visitor)) await refuse("stale", returnTo);
  const actor = actorOf(visitor, await headers());
  return actingAs(visitor, { ...actor, freshWithinSeconds: recentSignInSeconds }, returnTo);
}

/** Who asked for something at which page; what came of it is in the activity of the person. */
function noteAction(visitor: Visitor, requestHeaders: Headers): void {
  const [path] = requestPath(requestHeaders).split("?", 1);
  log.info({ event: "account.action", ...requestFields(requestHeaders), user: visitor.id, path });
}

function actorOf({ id: userId, sessionId }: Visitor, requestHeaders: Headers): Actor {
  return { userId, sessionId, ...readDevice(requestHeaders) };
}

function actingAs<AnActor extends Actor>(
  visitor: Visitor,
  actor: AnActor,
  returnTo: string,
): Acting<AnActor> {
  return {
    visitor,
    act: async <T>(query: (actor: AnActor) => Promise<T>) => {
      const outcome = await orUnavailable(() => query(actor));
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
  await leaveFlash({ kind: "not-signed-in" });
  redirect(signInPath(returnTo));
}
