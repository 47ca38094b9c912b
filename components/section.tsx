import type { ReactNode } from "react";

/** A section of a page in the archway, with its own heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 border-line border-t pt-6 text-center">
      <h2 className="font-semibold text-lg">{title}</h2>
      {children}
    </section>
  );
}
