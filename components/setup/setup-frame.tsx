import type { ReactNode } from "react";
import { siteName } from "@/lib/brand";

/** A wide page for a report, with the way home above it. */
export function SetupFrame({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-svh max-w-[55rem] flex-col gap-8 px-4 pt-6 pb-16 sm:px-6">
      <header>
        <a href="/" className="inline-flex min-h-11 items-center font-semibold text-lg">
          {siteName}
        </a>
      </header>
      <main className="flex flex-col gap-6">{children}</main>
    </div>
  );
}
