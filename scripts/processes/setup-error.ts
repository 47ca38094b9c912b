/** A failure whose message alone tells the person at the terminal what happened and what to do. */
export class SetupError extends Error {
  override name = "SetupError";
}

/** What to print for a failure: expected ones without their stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof SetupError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The `code` of a system error, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
