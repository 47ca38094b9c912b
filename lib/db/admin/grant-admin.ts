import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { isAdmitted } from "@/lib/db/access/standing";
import { adminLog } from "@/lib/db/access-schema";
import { noteActivity } from "@/lib/db/activity";
import { db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { lockUser } from "@/lib/db/lock-user";
import { users } from "@/lib/db/schema";

/** The role of those who may do what operators do; in `foyer.config.ts` it is always listed. */
const adminRole = "admin";

/**
 * Makes a user an admin because ADMIN_EMAILS names their address, and records that as what the command
 * line does is recorded. Writes nothing if they are one already, are suspended or await approval.
 *
 * @returns whether it made them one
 * @throws DatabaseUnavailableError
 */
export function grantAdmin(userId: string): Promise<boolean> {
  return runQuery(() =>
    db().transaction(async (tx) => {
      await lockUser(tx, userId);
      const granted = await tx
        .update(users)
        .set({ role: adminRole })
        .where(and(eq(users.id, userId), ne(users.role, adminRole), isAdmitted))
        .returning({ id: users.id });
      if (granted.length === 0) return false;
      await tx.insert(adminLog).values({ userId, action: "role", detail: adminRole });
      await noteActivity(tx, { userId, kind: "role-changed", detail: adminRole });
      return true;
    }),
  );
}
