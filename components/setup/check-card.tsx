import type { ReactNode } from "react";
import { FindingList } from "@/components/setup/finding-list";
import type { Section } from "@/lib/doctor/report";

/** One section of the report. `children` follow the findings. */
export function CheckCard({ section, children }: { section: Section; children?: ReactNode }) {
  const { title, findings, registration } = section;
  return (
    <section className="flex min-w-0 flex-col gap-4 rounded-xl border border-line bg-surface px-5 pt-4 pb-5">
      <div className="flex flex-col gap-2">
        <h2 className="font-semibold text-lg">
          {title}
          {registration?.isStandIn && (
            <span className="ms-2 inline-block rounded-full border border-lamp px-2 font-medium text-xs leading-5">
              Stand-in
            </span>
          )}
        </h2>
        <FindingList findings={findings} isOfStandIn={registration?.isStandIn} />
      </div>
      {children}
    </section>
  );
}
