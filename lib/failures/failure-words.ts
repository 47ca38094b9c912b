import type { MessageKey } from "@/lib/i18n/message-format";
import type { Messages } from "@/lib/i18n/messages";
import { none } from "@/lib/i18n/none";
import type { Translator } from "@/lib/i18n/translator";

/** What a failure page says: what happened, then what to do next, unless its button says that. */
type FailureWords = {
  title: string;
  /** What the visitor wants to know first. */
  news?: string;
  text: string;
  next?: string;
};

type Folders = Messages["failures"];

/** A folder of `failures` in messages/en.json that has the words of a failure. */
export type FailureMessage = {
  [Name in keyof Folders]: Folders[Name] extends FailureWords ? Name : never;
}[keyof Folders];

/** What a failure's words name: a value, or what writes one in the visitor's language. */
export type FailureValues = Record<string, string | number | ((t: Translator) => string)>;

type Wordless = {
  message: FailureMessage;
  values?: FailureValues;
  /** Of the account that the failure is about. */
  email?: string;
};

/** The words of a failure, and the address of the account that they are about, if a provider said so. */
export type WrittenFailure = FailureWords & {
  account?: string;
  /** The address of those who help, where the words name it. */
  contact?: string;
};

/** Writes a failure in the visitor's language. */
export function failureWords(failure: Wordless, t: Translator): WrittenFailure {
  const { message, values = {}, email } = failure;
  const { contact } = values;
  const written = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "function" ? value(t) : value,
    ]),
  );
  const part = <Name extends "news" | "next">(name: Name) => {
    const key = `failures.${message}.${name}` as MessageKey;
    return t.has(key) && { [name]: t(key, written) };
  };
  return {
    ...(email && { account: email }),
    ...(typeof contact === "string" && contact !== none && { contact }),
    title: t(`failures.${message}.title`, written),
    ...part("news"),
    text: t(`failures.${message}.text`, written),
    ...part("next"),
  };
}
