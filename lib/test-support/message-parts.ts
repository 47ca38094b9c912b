import {
  type MessageFormatElement,
  type PluralElement,
  parse,
  TYPE,
} from "@formatjs/icu-messageformat-parser";

/** What a message in ICU MessageFormat is made of. */
export type MessageParts = {
  arguments: Set<string>;
  tags: Set<string>;
  plurals: { argument: string; type: Intl.PluralRuleType; categories: string[] }[];
  selects: Map<string, string[]>;
  /** The text between arguments and tags. */
  texts: string[];
  /** Arguments without a format that other words stand beside, with the characters around them. */
  amongWords: { argument: string; before: string; after: string }[];
};

/** @throws SyntaxError when the message doesn't parse */
export function messageParts(message: string): MessageParts {
  const parts: MessageParts = {
    arguments: new Set(),
    tags: new Set(),
    plurals: [],
    selects: new Map(),
    texts: [],
    amongWords: [],
  };
  collect(parse(message), parts);
  return parts;
}

function collect(elements: MessageFormatElement[], parts: MessageParts): void {
  for (const [index, element] of elements.entries()) {
    if (element.type === TYPE.literal) parts.texts.push(element.value);
    else if (element.type === TYPE.tag) parts.tags.add(element.value);
    else if (element.type !== TYPE.pound) parts.arguments.add(element.value);

    if (element.type === TYPE.argument && elements.length > 1) {
      const before = textOf(elements[index - 1]).slice(-1);
      const after = textOf(elements[index + 1]).slice(0, 1);
      parts.amongWords.push({ argument: element.value, before, after });
    }
    if (element.type === TYPE.plural) parts.plurals.push(pluralOf(element));
    if (element.type === TYPE.select)
      parts.selects.set(element.value, Object.keys(element.options).sort());
    for (const inner of innerElements(element)) collect(inner, parts);
  }
}

function textOf(element: MessageFormatElement | undefined): string {
  return element?.type === TYPE.literal ? element.value : "";
}

function pluralOf({ value, pluralType, options }: PluralElement): MessageParts["plurals"][number] {
  const categories = Object.keys(options).filter((category) => !category.startsWith("="));
  return { argument: value, type: pluralType ?? "cardinal", categories };
}

/** The branches of a plural or a select, and what a tag surrounds. */
function innerElements(element: MessageFormatElement): MessageFormatElement[][] {
  if (element.type === TYPE.tag) return [element.children];
  if (element.type === TYPE.plural || element.type === TYPE.select)
    return Object.values(element.options).map(({ value }) => value);
  return [];
}
