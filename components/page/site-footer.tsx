import { cx } from "class-variance-authority";
import { LanguageButton } from "@/components/language-button";
import { SiteLinks } from "@/components/page/site-links";
import { siteLinks } from "@/lib/brand";
import { languages } from "@/lib/i18n/locales";
import type { Translator } from "@/lib/i18n/translator";

type SiteFooterProps = { className: string; t: Translator };

/** The foot of a page: the legal links, and the language, as far as there is a choice. */
export function SiteFooter({ className, t }: SiteFooterProps) {
  const language = languages[t.locale];
  return (
    <footer
      className={cx(
        "flex-wrap items-center gap-x-4 text-[0.8125rem] text-muted leading-5",
        // Without links, it has something only where there is a choice of languages.
        siteLinks.length > 0 ? "flex" : "hidden [body:has(#language-menu)_&]:flex",
        className,
      )}
    >
      <SiteLinks t={t} />
      <LanguageButton
        label={t("frame.language.current", { language })}
        language={language}
        className="-mx-2 gap-2 px-2 hover:text-ink"
      />
    </footer>
  );
}
