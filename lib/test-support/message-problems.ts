import { type MessageParts, messageParts } from "./message-parts";

/**
 * What is wrong with a message, in plain words; nothing if it is right.
 *
 * @param english - the message that it translates; itself, for English
 */
export function messageProblems(locale: string, message: string, english: string): string[] {
  const parts = partsOf(message);
  if (typeof parts === "string") return [`doesn’t parse: ${parts}`];
  const original = messageParts(english);
  return [
    ...differences("argument", parts.arguments, original.arguments),
    ...differences("tag", parts.tags, original.tags),
    ...pluralProblems(locale, parts),
    ...selectProblems(parts, original),
    ...typographyProblems(message, parts),
    ...(locale === "ar" ? isolationProblems(parts) : []),
  ];
}

/** The keys of all messages in a file, as `t` takes them, with the messages. */
export function messagesByKey(file: MessageFile, folder = ""): Map<string, string> {
  const entries = Object.entries(file).flatMap(([name, value]): [string, string][] =>
    typeof value === "string"
      ? [[folder + name, value]]
      : [...messagesByKey(value, `${folder}${name}.`)],
  );
  return new Map(entries);
}

/** What a language's file has. */
export type MessageFile = { [name: string]: string | MessageFile };

function partsOf(message: string): MessageParts | string {
  try {
    return messageParts(message);
  } catch (error) {
    return String(error);
  }
}

function differences(what: string, has: Set<string>, should: Set<string>): string[] {
  const missing = [...should].filter((name) => !has.has(name));
  const unknown = [...has].filter((name) => !should.has(name));
  return [
    ...missing.map((name) => `lacks the ${what} ${name}`),
    ...unknown.map((name) => `has the unknown ${what} ${name}`),
  ];
}

/** No count here reaches the million, for which French and Spanish have a form of its own. */
const counts = Array.from({ length: 1000 }, (_, count) => count);

function pluralProblems(locale: string, { plurals }: MessageParts): string[] {
  return plurals.flatMap(({ argument, type, categories }) => {
    const rules = new Intl.PluralRules(locale, { type });
    const known: string[] = rules.resolvedOptions().pluralCategories;
    const needed = new Set([...counts.map((count) => rules.select(count)), "other"]);
    const missing = [...needed].filter((category) => !categories.includes(category));
    const unknown = categories.filter((category) => !known.includes(category));
    return [
      ...missing.map((category) => `lacks the plural form “${category}” of ${argument}`),
      ...unknown.map((category) => `has the plural form “${category}”, which ${locale} doesn’t`),
    ];
  });
}

function selectProblems({ selects }: MessageParts, original: MessageParts): string[] {
  return [...selects]
    .filter(([argument, options]) => String(options) !== String(original.selects.get(argument)))
    .map(([argument]) => `has other options of ${argument}`);
}

function typographyProblems(message: string, { texts }: MessageParts): string[] {
  const text = texts.join("");
  const problems: [boolean, string][] = [
    [/['"]/.test(text), "has an ASCII quote or apostrophe"],
    [/\s\s/.test(message), "has two spaces in a row"],
    [message !== message.trim() || message === "", "is empty, or begins or ends with a space"],
    [/<\w+\s*\/>/.test(message), "has a tag that closes itself, which next-intl shows as text"],
  ];
  return problems.filter(([is]) => is).map(([, problem]) => problem);
}

/** FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9). */
const [isolate, pop] = ["\u2068", "\u2069"];

/** Without isolates, a Latin name reorders the Arabic text and the punctuation beside it. */
function isolationProblems({ amongWords }: MessageParts): string[] {
  return amongWords
    .filter(({ before, after }) => before !== isolate || after !== pop)
    .map(({ argument }) => `doesn’t isolate the argument ${argument} (U+2068 and U+2069)`);
}
