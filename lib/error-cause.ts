/** The error behind an error: Auth.js keeps it in `cause.err`, everyone else in `cause`. */
export function causeOf(error: unknown): Error | undefined {
  const { cause } = error as { cause?: unknown };
  if (cause instanceof Error) return cause;
  const err = (cause as { err?: unknown } | null | undefined)?.err;
  return err instanceof Error ? err : undefined;
}

/** Stops at a cause that contains itself. */
const maxDepth = 10;

/** An error and its causes, outermost first. */
export function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let link = error; link instanceof Error && chain.length < maxDepth; link = causeOf(link)) {
    chain.push(link);
  }
  return chain;
}

/**
 * The first error in the chain of causes that has a code, of Postgres, its driver or the system. The
 * error that Drizzle wraps around it says only "Failed query".
 */
export function codedCauseOf(error: unknown): (Error & { code: string }) | undefined {
  return causesOf(error).find(hasCode);
}

/** The first code in an error's chain of causes, such as 42501 or ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return codedCauseOf(error)?.code;
}

function hasCode(error: Error): error is Error & { code: string } {
  return "code" in error && typeof error.code === "string";
}
