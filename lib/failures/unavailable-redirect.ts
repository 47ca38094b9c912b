import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { requestPath } from "@/lib/http/request-context";
import { destination } from "@/lib/http/return-path";

/**
 * Runs a query for a page or a server action, neither of which can respond with 503. While the
 * database is unavailable, redirects to a page that can, and that later returns here.
 */
export async function redirectIfUnavailable<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    redirect(unavailablePath(destination(requestPath(await headers()))));
  }
}

/** The path that responds with 503 while the database is unavailable, then redirects to `returnTo`. */
export function unavailablePath(returnTo: string): string {
  return `/unavailable?${new URLSearchParams({ returnTo })}`;
}
