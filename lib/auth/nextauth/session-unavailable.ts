import "server-only";
import type { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { failureJson } from "@/lib/failures/failure-response";
import { databaseUnavailable } from "@/lib/failures/failures";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";

/** 503 as JSON, for a client whose session couldn't be read. */
export function sessionUnavailable(
  requestHeaders: Headers,
  error: DatabaseUnavailableError,
): Response {
  const event = "session.database-unavailable";
  log.error({ event, ...requestFields(requestHeaders), error });
  return failureJson(databaseUnavailable("/"), requestHeaders);
}
