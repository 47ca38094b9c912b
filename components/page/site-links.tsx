import { cx } from "class-variance-authority";
import { siteLinks } from "@/lib/brand";
import type { Translator } from "@/lib/i18n/translator";

type SiteLinksProps = { className: string; t: Translator };

/** Terms, privacy and help at the foot of a page, as far as `foyer.config.ts` has them. */
export function SiteLinks({ className, t }: SiteLinksProps) {
  if (siteLinks.length === 0) return null;
  return (
    <footer className={cx("text-[0.8125rem] text-muted leading-5", className)}>
      <ul className="flex flex-wrap gap-x-2">
        {siteLinks.map(({ key, href }, index) => (
          <li key={key} className="flex items-center gap-x-2">
            {index > 0 && <span aria-hidden="true">·</span>}
            <a href={href} className="inline-flex min-h-6 items-center py-1 hover:underline">
              {t(`frame.links.${key}`)}
            </a>
          </li>
        ))}
      </ul>
    </footer>
  );
}
