import "server-only";
import { connect } from "@/lib/db/driver/client";
import { withDeadline } from "@/lib/db/driver/run-query";
import type { Env } from "@/lib/env/env";

const deadlineMilliseconds = 10_000;

/**
 * Whether any user is an admin who can sign in, over a connection of its own. It repeats the conditions of
 * `isLastAdmin` and `isAdmitted`: queries of health know no other queries.
 */
export async function inspectAdmins(settings: Env): Promise<boolean> {
  const sql = connect({ ...settings, DATABASE_POOL_MAX: 1 });
  try {
    const found = await withDeadline(
      () => sql`
        select 1 from users where role = 'admin' and not awaiting_approval
          and (suspended_at is null or suspended_until <= now()) limit 1`,
      deadlineMilliseconds,
    );
    return found.length > 0;
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {});
  }
}
