import { cx } from "class-variance-authority";
import { type ActivityGroup, activityGroups } from "@/components/account/activity-kinds";
import type { Translator } from "@/lib/i18n/translator";

type ActivityFilterProps = { path: string; current: ActivityGroup | null; t: Translator };

/** Links to all activity, and to that of each group. */
export function ActivityFilter({ path, current, t }: ActivityFilterProps) {
  const filters = [
    { href: path, name: t("activity.filter.all"), isCurrent: current === null },
    ...activityGroups.map((group) => ({
      href: `${path}?kind=${group}`,
      name: t(`activity.filter.${group}`),
      isCurrent: group === current,
    })),
  ];
  return (
    <nav aria-label={t("activity.filter.label")}>
      <ul className="flex flex-wrap gap-2">
        {filters.map(({ href, name, isCurrent }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={isCurrent ? "true" : undefined}
              className={cx(
                "flex min-h-9 items-center rounded-full border px-2.5 font-medium text-[0.8125rem]",
                isCurrent
                  ? "border-ink bg-ink text-surface forced-colors:underline"
                  : "border-edge hover:bg-raised",
              )}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
