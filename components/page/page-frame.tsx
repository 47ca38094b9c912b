import type { ReactNode } from "react";
import { Wordmark } from "@/components/page/wordmark";

/** The archway around a page: the site's name at the top, the page's content below. */
export function PageFrame({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-svh max-w-[30rem] flex-col pt-3 sm:pt-[max(1.5rem,9svh)]">
      <div className="flex flex-1 flex-col gap-8 rounded-t-full border border-line border-b-0 bg-linear-to-b bg-surface from-glow to-60% to-surface px-5 pt-14 pb-12 sm:px-12 sm:pt-16">
        <header className="text-center">
          <Wordmark />
        </header>
        <main className="flex flex-col gap-8">{children}</main>
      </div>
    </div>
  );
}
