import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { Mark } from "@/components/page/mark";
import { SiteFooter } from "@/components/page/site-footer";
import { type FrameUser, UserButton } from "@/components/user-button";
import { userMenuWords } from "@/components/user-menu-words";
import { siteName } from "@/lib/brand";
import type { Translator } from "@/lib/i18n/translator";

type AppFrameProps = {
  user: FrameUser;
  /** Links in the header. */
  nav?: ReactNode;
  /** Beside the content, above it on a narrow screen. */
  rail?: ReactNode;
  children: ReactNode;
  t: Translator;
};

/** The header, the content and the footer of a page for signed-in users. Yours can use it too. */
export function AppFrame({ user, nav, rail, children, t }: AppFrameProps) {
  return (
    <div className="flex min-h-svh flex-col">
      <a
        href="#content"
        className="sr-only rounded-lg bg-ink px-4 py-3 text-sm text-surface focus:not-sr-only focus:absolute focus:start-3 focus:top-2 focus:z-10 focus:px-4 focus:py-2.5"
      >
        {t("frame.skipToContent")}
      </a>
      <header className="border-line border-b bg-surface">
        <div className="mx-auto flex h-14 max-w-5xl items-center gap-4 px-4 sm:px-6">
          <a
            href="/"
            className="inline-flex min-h-11 min-w-0 items-center gap-2.5 rounded-md font-semibold tracking-tight"
          >
            <Mark door="open" className="h-6 w-auto shrink-0" />
            <span className="truncate">{siteName}</span>
          </a>
          <div className="flex min-w-0 flex-1 items-center justify-end gap-4">
            {nav}
            <UserButton user={user} words={userMenuWords(t)} />
          </div>
        </div>
      </header>
      <div
        className={cx(
          "mx-auto flex w-full max-w-5xl flex-1 flex-col px-4 sm:px-6",
          rail !== undefined && "md:flex-row md:gap-12",
        )}
      >
        {rail}
        <main
          id="content"
          tabIndex={-1}
          className="flex min-w-0 flex-1 flex-col gap-6 pt-6 pb-12 outline-none md:pt-10"
        >
          {children}
        </main>
      </div>
      <SiteFooter className="mx-auto w-full max-w-5xl justify-between px-4 pb-6 sm:px-6" t={t} />
    </div>
  );
}
