import type { Messages } from "@/lib/i18n/messages";
import type { Translator } from "@/lib/i18n/translator";

/** What a failure page says: what happened, then what to do next. */
type FailureWords = { title: string; text: string; next: string };

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

/** The words of a failure, and which account they are about, if a provider said so. */
export type WrittenFailure = FailureWords & { signedInAs?: string };

/** Writes a failure in the visitor's language. */
export function failureWords(failure: Wordless, t: Translator): WrittenFailure {
  const { message, values = {}, email } = failure;
  const written = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "function" ? value(t) : value,
    ]),
  );
  return {
    ...(email && { signedInAs: t("failures.page.signedInAs", { email }) }),
    title: t(`failures.${message}.title`, written),
    text: t(`failures.${message}.text`, written),
    next: t(`failures.${message}.next`, written),
  };
}
