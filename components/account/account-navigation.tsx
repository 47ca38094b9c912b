import { cx } from "class-variance-authority";

const pages = [
  { path: "/account", name: "Profile" },
  { path: "/account/connections", name: "Connected accounts" },
  { path: "/account/sessions", name: "Devices" },
  { path: "/account/activity", name: "Activity" },
  { path: "/account/data", name: "Your data" },
];

/** Links to the account pages; they wrap on a narrow screen. */
export function AccountNavigation({ current }: { current: string }) {
  return (
    <nav aria-label="Account">
      <ul className="flex flex-wrap justify-center gap-1">
        {pages.map(({ path, name }) => (
          <li key={path}>
            <a
              href={path}
              aria-current={path === current ? "page" : undefined}
              className={cx(
                "flex min-h-11 items-center rounded-lg px-3 text-sm transition-colors",
                path === current
                  ? "bg-ink font-medium text-surface"
                  : "text-ink underline decoration-transparent underline-offset-4 hover:bg-raised",
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
