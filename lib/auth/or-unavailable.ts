import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { destination } from "@/lib/auth/return-path";
import { DatabaseUnavailableError } from "@/lib/db/answer";
import { unavailablePath } from "@/lib/failures/unavailable";
import { requestPath } from "@/lib/security/request-context";

/**
 * A query's answer for a page or a server action, neither of which can answer 503: while the
 * database is away the visitor is sent to the page that can, and leads back here.
 */
export async function redirectIfUnavailable<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    redirect(unavailablePath(destination(requestPath(await headers()))));
  }
}
