import { causesOf } from "../../lib/error-cause";

/** An expected failure. Its message says what happened and what to do, so no stack is printed. */
export class SetupError extends Error {
  override name = "SetupError";
}

/**
 * What to print for a failure: the message of a SetupError anywhere in the chain of causes, or else
 * the stack and the message of each cause. Libraries wrap errors, so the reason is often the
 * innermost.
 */
export function describeFailure(error: unknown): string {
  const expected = causesOf(error).find((link) => link instanceof SetupError);
  if (expected) return expected.message;
  const [outermost, ...causes] = causesOf(error);
  if (!outermost) return String(error);
  return [
    outermost.stack ?? outermost.message,
    ...causes.map(({ name, message }) => `Caused by ${name}: ${message}`),
  ].join("\n");
}
