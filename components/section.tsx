import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

type SectionProps = {
  title: string;
  /** Whether a line separates it from what is above. */
  divided?: boolean;
  children: ReactNode;
};

/** A section of a page in the archway, below the main thing, with its own heading. */
export function Section({ title, divided = true, children }: SectionProps) {
  return (
    <section
      className={cx("flex flex-col gap-3 text-center", divided && "border-line border-t pt-5")}
    >
      <h2 className="font-medium text-sm">{title}</h2>
      {children}
    </section>
  );
}
