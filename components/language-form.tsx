import { Icon } from "@/components/ui/icon";
import { type Locale, languages } from "@/lib/i18n/locales";
import type { Translator } from "@/lib/i18n/translator";

/** What opens the form; one form serves every `LanguageButton` of its page. */
export const languageMenuId = "language-menu";

type LanguageFormProps = {
  /** The languages that the site offers. */
  offered: readonly Locale[];
  t: Translator;
};

/**
 * Chooses the language, each under its own name. A layout has it once; the browser opens and closes it
 * (`popover`), with or without JavaScript, and one that can't shows it at the end of the page. On a wide
 * screen it opens above or below its button, or in the middle where the browser can't do that. With a
 * single language there is nothing to choose.
 */
export function LanguageForm({ offered, t }: LanguageFormProps) {
  if (offered.length < 2) return null;
  return (
    <form
      id={languageMenuId}
      popover="auto"
      action="/account/language"
      method="post"
      className="popover-menu menu-at-button"
    >
      <fieldset>
        <legend className="px-3 pt-1 pb-2 text-muted text-sm">{t("frame.language.title")}</legend>
        {offered.map((locale) => (
          <button
            key={locale}
            type="submit"
            name="locale"
            value={locale}
            lang={locale}
            aria-current={locale === t.locale ? "true" : undefined}
            className="menu-row aria-current:font-medium"
          >
            {languages[locale]}
            {locale === t.locale && <CheckIcon />}
          </button>
        ))}
      </fieldset>
    </form>
  );
}

/** Lucide's `check`. */
function CheckIcon() {
  return (
    <Icon className="ms-auto size-4">
      <path d="M20 6 9 17l-5-5" />
    </Icon>
  );
}
