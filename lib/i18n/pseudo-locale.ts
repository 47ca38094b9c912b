const accents: Record<string, string> = {
  ...{ a: "ȧ", b: "ƀ", c: "ƈ", d: "ḓ", e: "ḗ", f: "ƒ", g: "ɠ", h: "ħ", i: "ī", j: "ĵ", k: "ķ" },
  ...{ l: "ŀ", m: "ḿ", n: "ƞ", o: "ǿ", p: "ƥ", q: "ɋ", r: "ř", s: "ş", t: "ŧ", u: "ŭ", v: "ṽ" },
  ...{ w: "ẇ", x: "ẋ", y: "ẏ", z: "ẑ" },
  ...{ A: "Ȧ", B: "Ɓ", C: "Ƈ", D: "Ḓ", E: "Ḗ", F: "Ƒ", G: "Ɠ", H: "Ħ", I: "Ī", J: "Ĵ", K: "Ķ" },
  ...{ L: "Ŀ", M: "Ḿ", N: "Ƞ", O: "Ǿ", P: "Ƥ", Q: "Ɋ", R: "Ř", S: "Ş", T: "Ŧ", U: "Ŭ", V: "Ṽ" },
  ...{ W: "Ẇ", X: "Ẋ", Y: "Ẏ", Z: "Ẑ" },
};

/** A string of messages, or a folder of them. */
type Messages = { [key: string]: string | Messages };

/**
 * English as a test language: accented, so that a word that isn't from `messages/` shows, and a third
 * longer, as German is. Arguments, plural forms and tags stay as they are.
 */
export function toPseudoLocale<T extends Messages>(messages: T): T {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === "string" ? accented(value) : toPseudoLocale(value),
    ]),
  ) as T;
}

function accented(message: string): string {
  const text = accentText(message);
  const letters = [...text].filter((character, at) => character !== message.charAt(at)).length;
  const padding = "~".repeat(Math.ceil(letters / 3));
  // In words of eight at most, which lines can break between.
  return [text, ...(padding.match(/~{1,8}/g) ?? [])].join(" ");
}

/** Accents the text between arguments and tags, and within the branches of a plural or a select. */
function accentText(message: string): string {
  let result = "";
  for (let at = 0; at < message.length; ) {
    const character = message.charAt(at);
    const end = character === "{" ? closingBrace(message, at) : endOfTag(message, at);
    if (end === null) {
      result += accents[character] ?? character;
      at += 1;
    } else {
      const part = message.slice(at, end);
      result += character === "{" ? accentBranches(part) : part;
      at = end;
    }
  }
  return result;
}

/** `{count, plural, one {# device} other {# devices}}`: only what is in the inner braces is text. */
function accentBranches(argument: string): string {
  const inner = argument.slice(1, -1);
  let result = "";
  for (let at = 0; at < inner.length; ) {
    if (inner.charAt(at) !== "{") {
      result += inner.charAt(at);
      at += 1;
      continue;
    }
    const end = closingBrace(inner, at);
    result += `{${accentText(inner.slice(at + 1, end - 1))}}`;
    at = end;
  }
  return `{${result}}`;
}

/** The index after the brace that closes the one at `start`. */
function closingBrace(message: string, start: number): number {
  let depth = 0;
  for (let at = start; at < message.length; at += 1) {
    if (message.charAt(at) === "{") depth += 1;
    if (message.charAt(at) === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return message.length;
}

function endOfTag(message: string, start: number): number | null {
  const tag = /^<\/?[a-zA-Z]+\/?>/.exec(message.slice(start));
  return tag ? start + tag[0].length : null;
}
