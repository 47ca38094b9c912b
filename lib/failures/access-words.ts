import type { Translator } from "@/lib/i18n/translator";

/** As long as the reason of a suspension may be, and longer than any address (RFC 5321, section 4.5.3.1.3). */
const maxLength = 500;
/** What changes the direction of the text around it (UAX #9). Joiners stay: scripts and emoji need them. */
const bidirectionalControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text that an operator or a provider wrote, for the middle of a sentence of ours: on one line, cut, and
 * isolated, so that it can't reorder or hide what follows it. It is not escaped; `renderFailurePage` does that.
 */
export function givenText(text: string): string {
  return isolated(oneLine(text));
}

/** The same in the quotation marks of the language, which follow the text's direction; null if nothing is left. */
export function quotedText(text: string): ((t: Translator) => string) | null {
  const line = oneLine(text);
  return line ? (t) => isolated(t("failures.suspended.quotation", { text: line })) : null;
}

const isolated = (text: string) => text && `\u2068${text}\u2069`;

function oneLine(text: string): string {
  const line = text
    .replace(bidirectionalControls, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  const characters = [...line];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join("")}…` : line;
}

/** A moment in words, such as "3 Dec 2026, 14:00 UTC". */
export function inUtc(moment: Date, t: Translator): string {
  const dateAndTime = new Intl.DateTimeFormat(t.intlLocale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return t("time.utc", { time: dateAndTime.format(moment) });
}
