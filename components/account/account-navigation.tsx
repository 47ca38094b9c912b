import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { accountIcons } from "@/components/account/account-icons";
import { Icon } from "@/components/ui/icon";
import type { MessageKey } from "@/lib/i18n/message-format";
import type { Translator } from "@/lib/i18n/translator";

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
        {accountPages.map(({ path, title, drawing }) => (
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

/** The path of the page that a page below it belongs to, by the path of that one; the first for any other. */
export function pageAbove(path: string): string {
  const [pathname = ""] = path.split("?", 1);
  const above = accountPages.findLast(
    (page) => pathname === page.path || pathname.startsWith(`${page.path}/`),
  );
  return above?.path ?? "/account";
}

type NavigationPage = { path: string; title: MessageKey; drawing: ReactNode };

export const accountPages: NavigationPage[] = [
  { path: "/account", title: "profile.title", drawing: accountIcons.profile },
  { path: "/account/connections", title: "connections.title", drawing: accountIcons.connections },
  { path: "/account/sessions", title: "devices.title", drawing: accountIcons.devices },
  { path: "/account/activity", title: "activity.title", drawing: accountIcons.activity },
  { path: "/account/data", title: "data.title", drawing: accountIcons.data },
];
