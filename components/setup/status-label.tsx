import type { Finding, ShownStatus } from "@/lib/doctor/finding";

/** A finding's status in a word, beside a dot in its colour. */
export function StatusLabel({ finding: { status, isStandIn } }: { finding: Finding }) {
  const shown: ShownStatus = isStandIn && status === "ok" ? "stand-in" : status;
  return (
    <span className="flex h-5 w-20 shrink-0 items-center gap-2 font-medium">
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${dots[shown]}`} />
      <span className={colours[shown]}>{labels[shown]}</span>
    </span>
  );
}

const labels: Record<ShownStatus, string> = {
  ok: "OK",
  "stand-in": "Stand-in",
  warn: "Warning",
  fail: "Error",
  skipped: "Skipped",
};

const dots: Record<ShownStatus, string> = {
  ok: "bg-success",
  "stand-in": "bg-lamp",
  warn: "bg-lamp",
  fail: "bg-problem",
  skipped: "border border-edge",
};

const colours: Record<ShownStatus, string> = {
  ok: "text-success",
  "stand-in": "text-ink",
  warn: "text-ink",
  fail: "text-problem",
  skipped: "text-muted",
};
