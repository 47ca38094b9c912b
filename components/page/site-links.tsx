import { siteLinks } from "@/lib/brand";
import type { Translator } from "@/lib/i18n/translator";

/** Terms, privacy and help, as far as `foyer.config.ts` has them. */
export function SiteLinks({ t }: { t: Translator }) {
  if (siteLinks.length === 0) return null;
  return (
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
  );
}
