import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { Wordmark } from "@/components/page/wordmark";

type ArchwayProps = {
  /**
   * The door of the archway: its light comes on where visitors sign in, is on elsewhere, and off on pages
   * that lead nowhere.
   */
  door?: "opening" | "open" | "closed";
  /** What is at its foot. */
  footer?: ReactNode;
  children: ReactNode;
};

/**
 * The archway around a page: the site's name at the top, then the page's content. On a wide screen it
 * stands on a floor. The browser can render it too, for a page that failed.
 */
export function Archway({ door = "open", footer, children }: ArchwayProps) {
  return (
    <div className="flex min-h-svh flex-col pt-3 sm:pt-[max(1.5rem,9svh)] low:pt-2">
      <div
        className={cx(
          "arch relative mx-auto flex w-full max-w-[30rem] flex-1 flex-col gap-8 rounded-t-full border border-line border-b-0",
          "bg-surface px-5 pt-14 pb-6 sm:min-h-[34rem] sm:flex-none sm:px-12 sm:pt-16 low:min-h-0 low:gap-4 low:pt-3",
          door === "opening" && "arch-opening",
          door === "closed" && "arch-closed",
        )}
      >
        <header className="text-center">
          <Wordmark door={door === "closed" ? "closed" : "open"} />
        </header>
        <main className="flex flex-col gap-8 pb-6 low:gap-4">{children}</main>
        {footer}
      </div>
      <div
        className={cx(
          "hidden flex-1 border-line border-t sm:block sm:min-h-12",
          door !== "closed" && "floor",
        )}
      />
    </div>
  );
}
