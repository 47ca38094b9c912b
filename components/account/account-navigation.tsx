import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import type { MessageKey, Translator } from "@/lib/i18n/translator";

/**
 * Links to the account pages: a rail beside the content, or a bar of icons and short words above it on a
 * narrow screen, which scrolls only if the words don't fit. The page's heading and title have the same words.
 */
export function AccountNavigation({ current, t }: { current: string; t: Translator }) {
  return (
    <nav
      aria-label={t("frame.account")}
      className="-mx-4 overflow-x-auto border-line border-b px-1 sm:-mx-6 sm:px-3 md:mx-0 md:w-52 md:shrink-0 md:overflow-visible md:border-b-0 md:px-0 md:pt-10"
    >
      <ul className="grid grid-flow-col md:flex md:flex-col md:gap-1">
        {pages.map(({ path, title, drawing }) => (
          <li
            key={path}
            className={cx("flex", path === current && "max-md:[scroll-initial-target:nearest]")}
          >
            <a
              href={path}
              aria-current={path === current ? "page" : undefined}
              className="account-tab"
            >
              <Icon className="size-5">{drawing}</Icon>
              {t(title)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type NavigationPage = { path: string; title: MessageKey; drawing: ReactNode };

/** With Lucide's `circle-user-round`, `link`, `monitor-smartphone`, `history` and `database`. */
const pages: NavigationPage[] = [
  {
    path: "/account",
    title: "profile.title",
    drawing: (
      <path d="M17.9 20.1a6 6 0 0 0-11.8 0M8 11a4 4 0 1 0 8 0 4 4 0 1 0-8 0m-6 1a10 10 0 1 0 20 0 10 10 0 1 0-20 0" />
    ),
  },
  {
    path: "/account/connections",
    title: "connections.title",
    drawing: (
      <path d="M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71" />
    ),
  },
  {
    path: "/account/sessions",
    title: "devices.title",
    drawing: (
      <path d="M18 8V6a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h8m-2 4v-4m-3 4h5m6-7h2a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-2a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z" />
    ),
  },
  {
    path: "/account/activity",
    title: "activity.title",
    drawing: <path d="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8m0-5v5h5m4-1v5l4 2" />,
  },
  {
    path: "/account/data",
    title: "data.title",
    drawing: <path d="M3 5a9 3 0 1 0 18 0A9 3 0 1 0 3 5v14a9 3 0 0 0 18 0V5M3 12a9 3 0 0 0 18 0" />,
  },
];
