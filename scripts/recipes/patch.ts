import { SetupError } from "../processes/setup-error";

/**
 * Changes a text as a diff says. A line that begins with `@@` parts two changes, and may say where
 * they are. Lines have no numbers, which would be wrong after every other change of the file: what a
 * change takes away or leaves as it is has to stand in the text exactly once.
 *
 * @throws SetupError when it stands there not at all or more often
 */
export function applyPatch(text: string, patch: string): string {
  return readChanges(patch).reduce(applyChange, text.split("\n")).join("\n");
}

function applyChange(lines: string[], { before, after }: Change): string[] {
  const places = [...lines.keys()].filter((start) =>
    before.every((line, index) => lines[start + index] === line),
  );
  const [start] = places;
  if (start === undefined || places.length > 1) {
    const found = before.join("\n");
    throw new SetupError(`these lines stand there ${places.length} times, not once:\n${found}`);
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
