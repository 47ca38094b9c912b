import { cx } from "class-variance-authority";
import { languageMenuId } from "@/components/language-form";
import { Icon } from "@/components/ui/icon";

type LanguageButtonProps = {
  /** Such as "Language: English". */
  label: string;
  /** What is shown, if not the label; a part of it. */
  language?: string;
  className: string;
};

/** Opens the `LanguageForm` of the page. Hidden where the page has none. */
export function LanguageButton({ label, language, className }: LanguageButtonProps) {
  return (
    <button
      type="button"
      popoverTarget={languageMenuId}
      aria-label={language && label}
      className={cx(
        "hidden min-h-11 items-center rounded-lg [body:has(#language-menu)_&]:flex",
        className,
      )}
    >
      <GlobeIcon />
      {language ?? label}
    </button>
  );
}

/** Lucide's `globe`. */
function GlobeIcon() {
  return (
    <Icon className="size-4.5 text-muted">
      <path d="M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0m10-10a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20M2 12h20" />
    </Icon>
  );
}
