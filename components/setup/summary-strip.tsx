import type { ReactNode } from "react";
import type { Summary } from "@/lib/doctor/summary";

type SummaryStripProps = {
  summary: Summary;
  hasErrors: boolean;
  /** What to do next. */
  children: ReactNode;
};

/** What came of all checks, in one line above them. */
export function SummaryStrip({ summary, hasErrors, children }: SummaryStripProps) {
  const look = hasErrors
    ? "border-problem-line bg-problem-ground text-problem"
    : "border-line bg-raised";
  return (
    <div
      className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-xl border px-5 py-4 ${look}`}
    >
      <div className="flex flex-col gap-0.5">
        <p className="font-semibold">{summary.facts.join(" · ")}</p>
        <p className="text-sm">{summary.sentence}</p>
      </div>
      {children}
    </div>
  );
}
