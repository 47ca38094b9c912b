import type { ReactNode } from "react";

type PanelProps = {
  title?: string;
  /** Beside the title: what can be done with all that the card shows. */
  action?: ReactNode;
  children: ReactNode;
};

/** A card of an account page. Without a title, the page's own heading says what it is about. */
export function Panel({ title, action, children }: PanelProps) {
  return (
    <section className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-4 sm:p-6">
      {title && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="font-semibold text-lg">{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}
