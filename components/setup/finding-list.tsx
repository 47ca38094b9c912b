import type { Finding, Status } from "@/lib/doctor/finding";

/** The findings of the doctor, each with its status, its check, and what to do. */
export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ul className="flex flex-col gap-3 text-sm">
      {findings.map((finding) => (
        <li key={`${finding.check} ${finding.text}`} className="flex gap-3">
          <span className={`w-15 shrink-0 font-medium ${colours[finding.status]}`}>
            {labels[finding.status]}
          </span>
          <span className="min-w-0 flex-1 wrap-anywhere">
            <span className="font-medium">{finding.check}</span>{" "}
            <span className="text-muted">{finding.text}</span>
            {finding.fix && <span className="mt-0.5 block">{withCode(finding.fix)}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

const labels: Record<Status, string> = { ok: "OK", warn: "Check", fail: "Fix", skipped: "Skipped" };

const colours: Record<Status, string> = {
  ok: "text-success",
  warn: "text-ink underline decoration-lamp decoration-2 underline-offset-4",
  fail: "text-problem",
  skipped: "text-muted",
};

/** Renders text between backticks as code. */
function withCode(text: string) {
  return text.split("`").map((piece, index) =>
    index % 2 === 1 ? (
      <code key={piece} className="font-mono">
        {piece}
      </code>
    ) : (
      piece
    ),
  );
}
