import { causeOf } from "@/lib/error-cause";

type Link = { name: string; message: string; code?: string };

const maxDepth = 5;
const maxMessageLength = 300;
const maxCodeLength = 100;

/**
 * An error as a chain of names, messages and codes, outermost first, for the log.
 *
 * Leaves out all other properties on purpose: errors of OAuth and database libraries carry response
 * bodies, expected states and SQL parameters in them. Drizzle writes the parameters into the message
 * itself (drizzle-orm/errors.js), so that message is replaced.
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
  const { message, code } = link as { message?: unknown; code?: unknown };
  // Not `instanceof`, which fails for an error of another realm, such as one of Next.js's bundles.
  if (typeof message !== "string") return { name: typeof link, message: "not an Error" };
  return {
    name: nameOf(link as object),
    message: message.startsWith("Failed query")
      ? "Failed query"
      : message.slice(0, maxMessageLength),
    ...(typeof code === "string" && { code: code.slice(0, maxCodeLength) }),
  };
}

/** Auth.js names errors by their classes, whose names the build shortens; `type` has the full name. */
function nameOf(link: { name?: unknown; type?: unknown; kind?: unknown }): string {
  const { name, type, kind } = link;
  const isTyped = typeof kind === "string" && typeof type === "string" && /^\w{1,40}$/.test(type);
  return isTyped ? type : String(name);
}
