import { cx } from "class-variance-authority";
import { type ActivityGroup, activityGroups } from "@/components/account/activity-kinds";

type ActivityFilterProps = { path: string; current: ActivityGroup | null };

/** Links to all activity, and to that of each group. */
export function ActivityFilter({ path, current }: ActivityFilterProps) {
  const filters = [
    { href: path, name: "All", isCurrent: current === null },
    ...Object.entries(activityGroups).map(([group, name]) => ({
      href: `${path}?kind=${group}`,
      name,
      isCurrent: group === current,
    })),
  ];
  return (
    <nav aria-label="Kinds of activity">
      <ul className="flex flex-wrap gap-2">
        {filters.map(({ href, name, isCurrent }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={isCurrent ? "true" : undefined}
              className={cx(
                "flex min-h-11 items-center rounded-full border px-3 font-medium text-sm",
                isCurrent ? "border-ink bg-raised underline" : "border-line hover:bg-raised",
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
