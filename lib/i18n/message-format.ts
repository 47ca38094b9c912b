import { type FormatXMLElementFn, IntlMessageFormat, type PrimitiveType } from "intl-messageformat";
import type { createTranslator, Formats } from "next-intl";
import { Children, type ReactNode } from "react";
import type { Messages } from "@/lib/i18n/messages";

/** What next-intl makes of the app's messages. */
export type BaseTranslator = ReturnType<typeof createTranslator<Messages>>;

/** What `t` accepts as a key. */
export type MessageKey = Parameters<BaseTranslator>[0];

type Values = Record<string, PrimitiveType | FormatXMLElementFn<ReactNode>>;

/** For arguments that are dates, as next-intl writes them. */
const { date, time } = IntlMessageFormat.formats;
const inUtc = { date: withTimeZone(date), time: withTimeZone(time) };

/**
 * Remembers how each message is written. next-intl finds that out anew for each call: 7 µs in place of 0.3,
 * and a list of devices has a hundred calls (2026-12-01). What can't be written is left to it, to report.
 */
export function withKnownFormats(translate: BaseTranslator, locale: string): BaseTranslator {
  const words = new Map<MessageKey, string>();
  const formats = new Map<MessageKey, IntlMessageFormat>();
  const wordsOf = (key: MessageKey) => {
    const known = words.get(key) ?? translate(key);
    words.set(key, known);
    return known;
  };
  const format = (key: MessageKey, values: Values) => {
    const known = formats.get(key) ?? new IntlMessageFormat(translate.raw(key), locale, inUtc);
    formats.set(key, known);
    return known.format<ReactNode>(values);
  };
  const t = (key: MessageKey, values?: Values, ownFormats?: Formats) => {
    if (ownFormats) return translate(key, values as never, ownFormats);
    if (!values) return wordsOf(key);
    try {
      return format(key, values);
    } catch {
      return translate(key, values as never);
    }
  };
  const rich = (key: MessageKey, values: Values, ownFormats?: Formats) => {
    if (ownFormats) return translate.rich(key, values as never, ownFormats);
    try {
      const written = format(key, values);
      return Array.isArray(written) ? Children.toArray(written) : written;
    } catch {
      return translate.rich(key, values as never);
    }
  };
  return Object.assign(t, translate, { rich }) as BaseTranslator;
}

function withTimeZone(formats: Record<string, Intl.DateTimeFormatOptions>) {
  const entries = Object.entries(formats);
  return Object.fromEntries(entries.map(([name, each]) => [name, { ...each, timeZone: "UTC" }]));
}
