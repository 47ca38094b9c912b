import { SetupError } from "../processes/setup-error";

/**
 * Applies a diff without line numbers, which any other change of the file would make wrong. A line
 * that begins with `@@` separates two changes, and may say where the next one goes. The removed and
 * context lines of a change must occur in the text exactly once.
 *
 * @throws SetupError when they don't
 */
export function applyPatch(text: string, patch: string): string {
  return readChanges(patch).reduce(applyChange, text.split("\n")).join("\n");
}

function applyChange(lines: string[], { before, after }: Change): string[] {
  const starts = [...lines.keys()].filter((start) =>
    before.every((line, index) => lines[start + index] === line),
  );
  const [start] = starts;
  if (start === undefined || starts.length > 1) {
    const wanted = before.join("\n");
    throw new SetupError(`these lines occur ${starts.length} times instead of once:\n${wanted}`);
  }
  return lines.toSpliced(start, before.length, ...after);
}

function readChanges(patch: string): Change[] {
  const parts = patch.split(/^@@.*\n/m).filter((part) => part.trim() !== "");
  return parts.map((part) => {
    const lines = part.replace(/\n$/, "").split("\n");
    const without = (sign: string) =>
      lines.filter((line) => !line.startsWith(sign)).map((line) => line.slice(1));
    return { before: without("+"), after: without("-") };
  });
}

type Change = { before: string[]; after: string[] };
