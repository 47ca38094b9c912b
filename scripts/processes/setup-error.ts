import { causesOf } from "../../lib/error-cause";

/** A failure whose message alone tells the person at the terminal what happened and what to do. */
export class SetupError extends Error {
  override name = "SetupError";
}

/**
 * What to print for a failure: of an expected one its message alone, else the stack and what each of
 * its causes says. Libraries wrap errors, and the reason is in the innermost.
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
