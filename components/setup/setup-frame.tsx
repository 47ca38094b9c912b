import type { ReactNode } from "react";
import { Wordmark } from "@/components/page/wordmark";

/** A wide page for a report, with the site's mark above it. */
export function SetupFrame({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-svh max-w-[55rem] flex-col gap-8 px-4 pt-6 pb-16 sm:px-6">
      <header className="-ms-3 self-start">
        <Wordmark />
      </header>
      <main className="flex flex-col gap-6">{children}</main>
    </div>
  );
}
