import "server-only";
import { and, eq, exists, gt, inArray, ne, not, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "@/lib/db/driver/client";
import { isLiveIn } from "@/lib/db/is-live";
import { activity, sessions } from "@/lib/db/schema";

/** What a user is asked about: a sign-in on an unknown device, or a session used elsewhere. */
export type Question = "sign-in" | "used-elsewhere";

/**
 * Which questions a session may answer; here, `sessions` is the session that answers.
 *
 * Never the one about its own sign-in. A session on a known device may answer for all others, any
 * other session only for later sign-ins. So an attacker can neither recognise their own session nor
 * have a second session of theirs recognise it.
 *
 * What a session on an unknown device answers hides the question from that session alone: the others
 * still have to be asked, or an intruder could answer in the user's place.
 *
 * Of a session that was used elsewhere, the user's other sessions on known devices are asked. It is
 * asked itself only if there are none.
 */
export function mayBeAnswered(database: Database) {
  const other = alias(sessions, "other");
  const others = database
    .select({ id: other.id })
    .from(other)
    .where(
      and(
        eq(other.userId, sessions.userId),
        ne(other.id, sessions.id),
        eq(other.newDevice, false),
        isLiveIn(other),
      ),
    );
  const isOfAnother = and(
    ne(activity.subjectId, sessions.id),
    or(
      eq(sessions.newDevice, false),
      and(eq(activity.kind, "sign-in"), gt(activity.at, sessions.createdAt)),
    ),
  );
  const isOwnUse = and(
    eq(activity.subjectId, sessions.id),
    eq(activity.kind, "used-elsewhere"),
    not(exists(others)),
  );
  const own = alias(activity, "own_answer");
  const ownAnswer = database
    .select({ id: own.id })
    .from(own)
    .where(
      and(
        eq(own.sessionId, sessions.id),
        eq(own.subjectId, activity.subjectId),
        inArray(own.kind, ["device-vouched", "sign-in-disowned", "use-vouched"]),
      ),
    );
  return and(
    eq(activity.userId, sessions.userId),
    eq(activity.unanswered, true),
    or(isOfAnother, isOwnUse),
    not(exists(ownAnswer)),
  );
}
