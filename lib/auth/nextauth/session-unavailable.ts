import "server-only";
import type { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { failureJson } from "@/lib/failures/failure-response";
import { databaseUnavailable } from "@/lib/failures/failures";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";

/** The response to a program that asked for something of the session, and whom nothing is known of. */
export function sessionUnavailable(
  requestHeaders: Headers,
  error: DatabaseUnavailableError,
): Response {
  const event = "session.database-unavailable";
  log.error({ event, ...requestFields(requestHeaders), error });
  return failureJson(databaseUnavailable("/"), requestHeaders);
}
