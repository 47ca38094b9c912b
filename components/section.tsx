import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

type SectionProps = {
  title: string;
  /** For what few visitors need, below the main thing. */
  quiet?: boolean;
  children: ReactNode;
};

/** A section of a page in the archway, with its own heading. */
export function Section({ title, quiet, children }: SectionProps) {
  return (
    <section
      className={cx(
        "flex flex-col border-line border-t text-center",
        quiet ? "gap-3 pt-5" : "gap-4 pt-6",
      )}
    >
      <h2 className={quiet ? "font-medium text-sm" : "font-semibold text-lg"}>{title}</h2>
      {children}
    </section>
  );
}
