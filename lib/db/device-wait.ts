import "server-only";
import { and, desc, eq, exists, ne, sql } from "drizzle-orm";
import type { ActionContext } from "@/lib/db/activity";
import { db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLive } from "@/lib/db/is-live";
import { activity, sessions } from "@/lib/db/schema";
import { confirmingAccounts } from "@/lib/db/trusted-account";

/** Why a session on an unknown device has to wait, and how its user can shorten that. */
export type DeviceWait = {
  signedInAt: Date;
  /** When the wait is over. */
  until: Date;
  /** Ids of the accounts that would make the device known: see `recogniseOwnDevice`. */
  confirmingAccounts: string[];
  /** Whether the user's known devices still ask about this sign-in. */
  isAsked: boolean;
  /** The known device on which the user was last seen, if they are signed in on one. */
  knownDevice: { userAgent: string | null; lastSeenAt: Date } | null;
};

/**
 * Describes the wait of the acting session.
 * @param waitSeconds - NEW_DEVICE_WAIT
 * @returns null if the session has ended
 * @throws DatabaseUnavailableError
 */
export async function findDeviceWait(
  context: Pick<ActionContext, "userId" | "sessionId">,
  waitSeconds: number,
): Promise<DeviceWait | null> {
  const isOwn = and(eq(sessions.id, context.sessionId), eq(sessions.userId, context.userId));
  const question = db()
    .select({ id: activity.id })
    .from(activity)
    .where(
      and(
        eq(activity.userId, context.userId),
        eq(activity.unanswered, true),
        eq(activity.kind, "sign-in"),
        eq(activity.subjectId, sessions.id),
      ),
    );
  const [[own], [known]] = await runQuery(() =>
    Promise.all([
      db()
        .select({
          signedInAt: sessions.createdAt,
          isAsked: sql<boolean>`${exists(question)}`,
          confirmingAccounts: sql<string[]>`array(${confirmingAccounts(db(), waitSeconds)})`,
        })
        .from(sessions)
        .where(and(isOwn, isLive)),
      db()
        .select({ userAgent: sessions.userAgent, lastSeenAt: sessions.lastSeenAt })
        .from(sessions)
        .where(
          and(
            eq(sessions.userId, context.userId),
            ne(sessions.id, context.sessionId),
            eq(sessions.newDevice, false),
            isLive,
          ),
        )
        .orderBy(desc(sessions.lastSeenAt))
        .limit(1),
    ]),
  );
  if (!own) return null;
  const until = new Date(own.signedInAt.getTime() + waitSeconds * 1000);
  return { ...own, until, knownDevice: known ?? null };
}
