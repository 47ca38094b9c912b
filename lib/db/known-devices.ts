import "server-only";
import { and, desc, eq, exists, isNotNull, sql } from "drizzle-orm";
import { alias, type PgColumn } from "drizzle-orm/pg-core";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import { entryOf, noteActivity, type SensitiveActionContext } from "@/lib/db/activity";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLive } from "@/lib/db/is-live";
import { activity, sessions } from "@/lib/db/schema";

/** The `detail` of a sign-in on an unknown device. */
export const newDeviceDetail = sql.raw("'new-device'");

/** Whether an entry with this `detail` proves that its device is known: it isn't of a new one. */
export function provesDevice(detail: PgColumn) {
  return sql`${detail} is distinct from ${newDeviceDetail}`;
}

/** A browser that is known to be the user's, as it was at their last sign-in on it. */
export type KnownDevice = {
  /** Id of that sign-in, for forms. */
  id: string;
  userAgent: string | null;
  ip: string | null;
  place: string | null;
  at: Date;
  /** The live sessions that were opened on it. */
  sessionIds: string[];
};

/**
 * The user's known devices, last used first.
 * @throws DatabaseUnavailableError
 */
export async function listKnownDevices(userId: string, limit: number): Promise<KnownDevice[]> {
  const latest = latestSignIns(userId);
  return runQuery(() =>
    db()
      .select({
        id: latest.id,
        userAgent: latest.userAgent,
        ip: latest.ip,
        place: latest.place,
        at: latest.at,
        sessionIds: liveSessionsOn(userId, latest.deviceHash),
      })
      .from(latest)
      .orderBy(desc(latest.at))
      .limit(limit),
  );
}

/** The last sign-in on each known device. */
function latestSignIns(userId: string) {
  const proof = alias(activity, "proof");
  const proofs = db()
    .select({ id: proof.id })
    .from(proof)
    .where(
      and(
        eq(proof.userId, userId),
        eq(proof.deviceHash, activity.deviceHash),
        provesDevice(proof.detail),
      ),
    );
  return db()
    .selectDistinctOn([activity.deviceHash], {
      id: activity.id,
      deviceHash: activity.deviceHash,
      userAgent: activity.userAgent,
      ip: activity.ip,
      place: activity.place,
      at: activity.at,
    })
    .from(activity)
    .where(
      and(
        eq(activity.userId, userId),
        isNotNull(activity.deviceHash),
        eq(activity.kind, "sign-in"),
        exists(proofs),
      ),
    )
    .orderBy(activity.deviceHash, desc(activity.at))
    .as("latest");
}

function liveSessionsOn(
  userId: string,
  deviceHash: ReturnType<typeof latestSignIns>["deviceHash"],
) {
  const signIn = alias(activity, "sign_in");
  const open = db()
    .select({ id: sessions.id })
    .from(signIn)
    .innerJoin(sessions, and(eq(sessions.id, signIn.subjectId), eq(sessions.userId, userId)))
    .where(
      and(
        eq(signIn.userId, userId),
        eq(signIn.deviceHash, deviceHash),
        eq(signIn.kind, "sign-in"),
        isLive,
      ),
    );
  return sql<string[]>`array(${open})`;
}

/** `unknown` also covers another user's device. */
export type ForgottenDevice = "forgotten" | "forgotten-before" | "unknown";

/**
 * Forgets a known device: the next sign-in on it is one on an unknown device. Sessions that are open
 * on it stay as they are.
 *
 * @param id - of the device, from `listKnownDevices`
 * @throws DatabaseUnavailableError
 */
export async function forgetDevice(
  context: SensitiveActionContext,
  id: string,
): Promise<ForgottenDevice | ActionRefusal> {
  return actionTransaction(context, async (tx, session) => {
    const [signIn] = await tx
      .select({ deviceHash: activity.deviceHash, userAgent: activity.userAgent })
      .from(activity)
      .where(
        and(eq(activity.id, id), eq(activity.userId, context.userId), eq(activity.kind, "sign-in")),
      );
    if (!signIn) return "unknown";
    if (!signIn.deviceHash) return "forgotten-before";
    await forget(tx, context.userId, signIn.deviceHash);
    const about = { subjectUserAgent: signIn.userAgent };
    await noteActivity(tx, entryOf(context, session, "device-forgotten", about));
    return "forgotten";
  });
}

/**
 * Forgets the device on which a session was opened, within the transaction of an action.
 * @returns whether it was known by its cookie
 */
export async function forgetDeviceOf(
  tx: Database,
  userId: string,
  sessionId: string,
): Promise<boolean> {
  const deviceHash = await deviceHashOf(tx, userId, sessionId);
  if (deviceHash) await forget(tx, userId, deviceHash);
  return deviceHash !== null;
}

async function forget(tx: Database, userId: string, deviceHash: string): Promise<void> {
  await tx
    .update(activity)
    .set({ deviceHash: null })
    .where(and(eq(activity.userId, userId), eq(activity.deviceHash, deviceHash)));
}

/** The hashed device cookie of the browser in which a session was opened; null if it is not kept. */
export async function deviceHashOf(
  tx: Database,
  userId: string,
  sessionId: string,
): Promise<string | null> {
  const [signIn] = await tx
    .select({ deviceHash: activity.deviceHash })
    .from(activity)
    .where(
      and(
        eq(activity.userId, userId),
        isNotNull(activity.deviceHash),
        eq(activity.subjectId, sessionId),
        eq(activity.kind, "sign-in"),
      ),
    )
    .limit(1);
  return signIn?.deviceHash ?? null;
}
