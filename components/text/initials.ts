/** One or two graphemes that represent a name, or null if it has no letter, digit or emoji. */
export function initials(name: string): string | null {
  const letters = name.split(/\s+/u).flatMap((word) => firstGrapheme(word, letterOrDigit) ?? []);
  const first = letters[0];
  const last = letters.at(-1);
  if (!first || !last) return firstGrapheme(name, emoji);
  // Two letters of a script without capitals (Arabic, Han) would join or read as a word.
  return letters.length > 1 && hasCase(first) && hasCase(last)
    ? capital(first + last)
    : capital(first);
}

const letterOrDigit = /^[\p{L}\p{N}]/u;
const emoji = /^[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

function firstGrapheme(text: string, kind: RegExp): string | null {
  for (const { segment } of graphemes.segment(text)) if (kind.test(segment)) return segment;
  return null;
}

function hasCase(letter: string): boolean {
  return letter.toLowerCase() !== letter.toUpperCase();
}

/** Leaves a letter unchanged if its capital takes two ("ß"). */
function capital(letters: string): string {
  const upper = letters.toUpperCase();
  return upper.length === letters.length ? upper : letters;
}
