/** The error behind an error: Auth.js keeps it in `cause.err`, everybody else in `cause`. */
export function causeOf(error: unknown): Error | undefined {
  const { cause } = error as { cause?: unknown };
  if (cause instanceof Error) return cause;
  const err = (cause as { err?: unknown } | null | undefined)?.err;
  return err instanceof Error ? err : undefined;
}
