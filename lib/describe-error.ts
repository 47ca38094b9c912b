type Link = { name: string; message: string; code?: string };

const maxDepth = 5;
const maxMessageLength = 300;

/**
 * An error as a chain of names, messages and codes, outermost first, for the log.
 *
 * Own properties are left out on purpose: causes in this field carry response bodies, expected
 * states and SQL parameters. Drizzle writes the parameters into the message itself
 * (drizzle-orm/errors.js), so that message is replaced.
 */
export function describeError(error: unknown): Link[] {
  const chain: Link[] = [];
  for (let link = error; link !== undefined && link !== null && chain.length < maxDepth; ) {
    chain.push(describeLink(link));
    link = causeOf(link);
  }
  return chain;
}

function describeLink(link: unknown): Link {
  if (!(link instanceof Error)) return { name: typeof link, message: "not an Error" };
  const message = link.message.startsWith("Failed query") ? "Failed query" : link.message;
  const code = (link as { code?: unknown }).code;
  return {
    name: link.name,
    message: message.slice(0, maxMessageLength),
    ...(typeof code === "string" && { code: code.slice(0, 100) }),
  };
}

/** Auth.js keeps the original error in `cause.err`, everyone else in `cause`. */
function causeOf(link: unknown): unknown {
  const cause = (link as { cause?: unknown }).cause;
  if (cause instanceof Error) return cause;
  const err = (cause as { err?: unknown } | undefined)?.err;
  return err instanceof Error ? err : undefined;
}
