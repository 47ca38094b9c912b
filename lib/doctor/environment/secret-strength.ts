/** Shannon's measure over a whole value, below which it was not made by a generator. */
const leastBits = 84;

/** At least four, or numbers among them. */
const words = /^[A-Za-z]?[a-z]{0,11}([-_ .]([A-Za-z]?[a-z]{1,11}|\d{1,4})){3,}[.!?]?$/;

/**
 * Why a secret is easier to guess than its length says; null when it looks random.
 *
 * Limit: looks can deceive. What a generator made passes always; a phrase may.
 */
export function findSecretWeakness(secret: string): string | null {
  if (period(secret) <= secret.length / 2) return "repeats itself";
  if (isSequence(secret)) return "is a sequence of the keyboard or the alphabet";
  if (words.test(secret)) return "is made of words";
  if (/(change|replace)[-_ ]?(me|this)|your[-_ ]?secret|super[-_ ]?secret|example/i.test(secret)) {
    return "is that of an example";
  }
  return bits(secret) < leastBits ? "has too few different characters" : null;
}

/** The length of the piece that a value is made of again and again; its own if there is none. */
function period(value: string): number {
  for (let length = 1; length <= value.length / 2; length += 1) {
    const piece = value.slice(0, length);
    if (piece.repeat(Math.ceil(value.length / length)).startsWith(value)) return length;
  }
  return value.length;
}

/** Most characters follow upon the two before them, forwards or backwards. */
function isSequence(value: string): boolean {
  const step = (index: number) => value.charCodeAt(index) - value.charCodeAt(index - 1);
  const following = [...value].filter(
    (_, index) => Math.abs(step(index)) === 1 && step(index) === step(index - 1),
  );
  return following.length > value.length / 2;
}

function bits(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - count * Math.log2(count / value.length),
    0,
  );
}
