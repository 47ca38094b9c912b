import "server-only";
import { adminLog } from "@/lib/db/admin-log/schema";
import { deleteExpired } from "@/lib/db/delete-expired";

/** What the export of a user has of the log: not the operator, who is another person. */
export const exportedAdminLog = {
  table: adminLog,
  id: adminLog.id,
  at: adminLog.at,
  columns: {
    id: adminLog.id,
    at: adminLog.at,
    action: adminLog.action,
    detail: adminLog.detail,
  },
};

/**
 * Deletes up to `limit` entries that are older than `moment`.
 * @returns the number of deleted entries
 * @throws DatabaseUnavailableError
 */
export async function deleteAdminLogBefore(moment: Date, limit: number): Promise<number> {
  return deleteExpired({ table: adminLog, id: adminLog.id, time: adminLog.at, moment, limit });
}
