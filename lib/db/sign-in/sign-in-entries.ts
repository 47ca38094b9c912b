import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { boolean, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { Database } from "@/lib/db/driver/client";
import { newDeviceDetail } from "@/lib/db/known-devices";
import type { ActivityKind } from "@/lib/db/schema";
import type { addAccount } from "@/lib/db/sign-in/add-account";
import type { openSession } from "@/lib/db/sign-in/open-session";
import { given } from "@/lib/db/sign-in/sign-in-record";

/** The columns of `activity` that a sign-in writes; for the reason, see `openedSessions`. */
const entries = pgTable("activity", {
  userId: uuid("user_id").notNull(),
  kind: text("kind").$type<ActivityKind>().notNull(),
  provider: text("provider"),
  userAgent: text("user_agent"),
  ip: text("ip"),
  place: text("place"),
  subjectId: uuid("subject_id"),
  detail: text("detail"),
  deviceHash: text("device_hash"),
  unanswered: boolean("unanswered").notNull(),
  sessionId: uuid("session_id"),
});

type Session = ReturnType<typeof openSession>;

/** The step that records that `session`, a step before it, was opened. */
export function recordSignIn(database: Database, session: Session) {
  return database
    .$with("entries")
    .as(database.insert(entries).select(signInEntry(database, session)));
}

/** The same, and before it that an account was created for the user. */
export function recordFirstSignIn(database: Database, session: Session) {
  const created = entry(database, session, {
    kind: "account-created",
    deviceHash: given.deviceHash,
  });
  return database
    .$with("entries")
    .as(database.insert(entries).select(created.unionAll(signInEntry(database, session))));
}

/**
 * The same, and before it that `account` was connected to an existing user, for this reason. If the user
 * may yet disown the session, the entry says which one it was.
 */
export function recordConnectingSignIn(
  database: Database,
  session: Session,
  { account, reason }: { account: ReturnType<typeof addAccount>; reason: SQL },
) {
  const connected = entry(database, session, {
    kind: "connected",
    subjectId: sql`(${database.select({ id: account.id }).from(account)})`,
    detail: reason,
    sessionId: sql`case when ${session.newDevice} then ${session.id} end`,
  });
  return database
    .$with("entries")
    .as(database.insert(entries).select(connected.unionAll(signInEntry(database, session))));
}

function signInEntry(database: Database, session: Session) {
  return entry(database, session, {
    kind: "sign-in",
    subjectId: sql`${session.id}`,
    detail: sql`case when ${session.newDevice} then ${newDeviceDetail} end`,
    deviceHash: given.deviceHash,
    unanswered: sql`${session.newDevice}`,
  });
}

type Entry = { kind: ActivityKind } & Partial<
  Record<"subjectId" | "detail" | "deviceHash" | "unanswered" | "sessionId", SQL>
>;

function entry(
  database: Database,
  session: Session,
  {
    kind,
    subjectId = sql`null::uuid`,
    detail = sql`null::text`,
    deviceHash = sql`null::text`,
    unanswered = sql`false`,
    sessionId = sql`null::uuid`,
  }: Entry,
) {
  return database
    .select({
      userId: session.userId,
      kind: sql`${kind}::text`.as("kind"),
      provider: given.provider.as("provider"),
      userAgent: given.userAgent.as("user_agent"),
      ip: given.ip.as("ip"),
      place: given.place.as("place"),
      subjectId: subjectId.as("subject_id"),
      detail: detail.as("detail"),
      deviceHash: deviceHash.as("device_hash"),
      unanswered: unanswered.as("unanswered"),
      sessionId: sessionId.as("session_id"),
    })
    .from(session);
}
