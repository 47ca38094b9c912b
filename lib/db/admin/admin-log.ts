import "server-only";
import { adminLog } from "@/lib/db/access-schema";
import { deleteExpired } from "@/lib/db/delete-expired";

/**
 * Deletes up to `limit` entries that are older than `moment`.
 * @returns the number of deleted entries
 * @throws DatabaseUnavailableError
 */
export async function deleteAdminLogBefore(moment: Date, limit: number): Promise<number> {
  return deleteExpired({ table: adminLog, id: adminLog.id, time: adminLog.at, moment, limit });
}
