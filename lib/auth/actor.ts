import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { requireRoomForAddress, requireRoomForPerson } from "@/lib/auth/attempts";
import { getVisitor } from "@/lib/auth/current-user";
import { leaveFlash } from "@/lib/auth/flash";
import { isRecent } from "@/lib/auth/recent-sign-in";
import { confirmPath, signInPath } from "@/lib/auth/return-path";
import type { Visitor } from "@/lib/auth/visitor";
import type { Actor } from "@/lib/db/activity";
import { log } from "@/lib/log";
import { readDevice } from "@/lib/security/device";
import { requestFields, requestPath } from "@/lib/security/request-context";
import { requireSameOrigin } from "@/lib/security/same-origin";

type Acting = { visitor: Visitor; actor: Actor };

/**
 * The signed-in visitor whose own form a server action was sent by, and from where: the first line
 * of every action of the account centre.
 *
 * @param returnTo - where somebody who is not signed in comes back to afterwards
 * @throws CrossSiteRequestError
 */
export async function requireActor(returnTo: string): Promise<Acting> {
  const requestHeaders = await headers();
  requireSameOrigin(requestHeaders);
  await requireRoomForAddress("account");
  const visitor = (await getVisitor()) ?? (await askToSignIn(returnTo));
  await requireRoomForPerson(visitor.id);
  noteAction(visitor, requestHeaders);
  const actor = {
    userId: visitor.id,
    sessionId: visitor.sessionId,
    ...readDevice(requestHeaders),
  };
  return { visitor, actor };
}

/** Says why: the page that the form stands on still looks signed in. */
async function askToSignIn(returnTo: string): Promise<never> {
  await leaveFlash({ kind: "not-signed-in" });
  redirect(signInPath(returnTo));
}

/** Who asked for something at which page; what came of it is in the activity of the person. */
function noteAction(visitor: Visitor, requestHeaders: Headers): void {
  const [path] = requestPath(requestHeaders).split("?", 1);
  log.info({ event: "account.action", ...requestFields(requestHeaders), user: visitor.id, path });
}

/** The same for what cannot be undone: a provider must have confirmed the visitor just now. */
export async function requireRecentActor(returnTo: string): Promise<Acting> {
  const acting = await requireActor(returnTo);
  if (!isRecent(acting.visitor)) redirect(confirmPath(returnTo));
  return acting;
}
