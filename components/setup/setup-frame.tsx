import type { ReactNode } from "react";
import { Mark } from "@/components/page/mark";
import { siteName } from "@/lib/brand";

/** A wide page for a report, with the way home above it. Only developers see it, so it is in English. */
export function SetupFrame({ children }: { children: ReactNode }) {
  return (
    <div
      lang="en"
      dir="ltr"
      className="mx-auto flex min-h-svh max-w-[55rem] flex-col gap-8 px-4 pt-6 pb-16 sm:px-6"
    >
      <header>
        <a href="/" className="inline-flex min-h-11 items-center gap-2.5 font-semibold text-lg">
          <Mark door="open" className="h-6 w-auto" />
          {siteName}
        </a>
      </header>
      <main className="flex flex-col gap-6">{children}</main>
    </div>
  );
}
