import type { ReactNode } from "react";

type PanelProps = { title?: string; children: ReactNode };

/** A card of an account page. Without a title, the page's own heading says what it is about. */
export function Panel({ title, children }: PanelProps) {
  return (
    <section className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-4 sm:p-6">
      {title && <h2 className="font-semibold text-lg">{title}</h2>}
      {children}
    </section>
  );
}
