import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { requestPath } from "@/lib/http/request-context";
import { destination } from "@/lib/http/return-path";

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

/** The address that explains an absent database and leads on to `returnTo` once it is back. */
export function unavailablePath(returnTo: string): string {
  return `/unavailable?${new URLSearchParams({ returnTo })}`;
}
