import "server-only";
import { sql } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import { entryOf, type SensitiveActionContext } from "@/lib/db/activity";
import { activity } from "@/lib/db/schema";

/** A recorded export, which may be read while its session lives. */
export type BegunExport = {
  userId: string;
  sessionId: string;
  at: Date;
  /** The same time with its microseconds, which a Date drops. Nothing newer is exported. */
  until: string;
};

/**
 * Records an export, which may then be read.
 * @throws DatabaseUnavailableError
 */
export function beginExport(context: SensitiveActionContext): Promise<BegunExport | ActionRefusal> {
  const { userId, sessionId } = context;
  return actionTransaction(context, async (tx, session) => {
    const [entry] = await tx
      .insert(activity)
      .values(entryOf(context, session, "exported"))
      .returning({ at: activity.at, until: sql<string>`${activity.at}::text` });
    if (!entry) throw new Error("the export was not recorded");
    return { userId, sessionId, ...entry };
  });
}
