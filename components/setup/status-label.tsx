import type { Finding, ShownStatus } from "@/lib/doctor/finding";

type StatusLabelProps = { finding: Finding; isCheckOfStandIn?: boolean | undefined };

/** A finding's status in a word, beside a dot in its colour. */
export function StatusLabel({ finding, isCheckOfStandIn }: StatusLabelProps) {
  const { status, isStandIn } = finding;
  const passed = isCheckOfStandIn ? "here" : "stand-in";
  const look = looks[isStandIn && status === "ok" ? passed : status];
  return (
    <span className="flex h-5 w-20 shrink-0 items-center gap-2 font-medium">
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${look.dot}`} />
      <span className={look.colour}>{look.label}</span>
    </span>
  );
}

/** `here`: a stand-in passed, which says nothing about the real provider. */
const looks: Record<ShownStatus | "here", { label: string; dot: string; colour: string }> = {
  ok: { label: "OK", dot: "bg-success", colour: "text-success" },
  here: { label: "OK here", dot: "border border-edge", colour: "text-muted" },
  "stand-in": { label: "Stand-in", dot: "bg-lamp", colour: "text-ink" },
  warn: { label: "Warning", dot: "bg-lamp", colour: "text-ink" },
  fail: { label: "Error", dot: "bg-problem", colour: "text-problem" },
  skipped: { label: "Skipped", dot: "border border-edge", colour: "text-muted" },
};
