import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { requireRoomForAddress, requireRoomForPerson } from "@/lib/auth/attempts";
import { requireVisitor } from "@/lib/auth/current-user";
import { isRecent } from "@/lib/auth/recent-sign-in";
import { confirmPath } from "@/lib/auth/return-path";
import type { Visitor } from "@/lib/auth/visitor";
import type { Actor } from "@/lib/db/activity";
import { readDevice } from "@/lib/security/device";
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
  const visitor = await requireVisitor(returnTo);
  await requireRoomForPerson(visitor.id);
  const actor = {
    userId: visitor.id,
    sessionId: visitor.sessionId,
    ...readDevice(requestHeaders),
  };
  return { visitor, actor };
}

/** The same for what cannot be undone: a provider must have confirmed the visitor just now. */
export async function requireRecentActor(returnTo: string): Promise<Acting> {
  const acting = await requireActor(returnTo);
  if (!isRecent(acting.visitor)) redirect(confirmPath(returnTo));
  return acting;
}
