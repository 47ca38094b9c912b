import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { CommandError } from "./command-error";
import type { Context } from "./open-database";

/**
 * Asks before what can't be undone, unless the operator said --yes.
 *
 * @param command - the arguments that do it without a question
 * @throws CommandError if they decline, or can't be asked
 */
export async function confirm(
  question: string,
  command: string,
  { isConfirmed }: Pick<Context, "isConfirmed">,
): Promise<void> {
  if (isConfirmed) return;
  if (!process.stdin.isTTY) {
    const message = `${question} To do so: npm run users -- ${command} --yes`;
    throw new CommandError("not-confirmed", message);
  }
  // Not on the standard output, which may be a program's.
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-D closes the input without an answer.
    const closed = once(lines, "close").then(() => "");
    const answer = await Promise.race([lines.question(`${question} [y/N] `), closed]);
    if (!/^y(es)?$/i.test(answer.trim())) {
      throw new CommandError("not-confirmed", "Nothing was changed.");
    }
  } finally {
    lines.close();
  }
}
