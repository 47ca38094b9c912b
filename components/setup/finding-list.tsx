import type { Finding, Status } from "@/lib/doctor/finding";

/** What the checks found, the name and the state of each before what it says. */
export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ul className="flex flex-col gap-3 text-sm">
      {findings.map((finding) => (
        <li key={`${finding.check} ${finding.text}`} className="flex gap-3">
          <span className={`w-13 shrink-0 font-medium ${colours[finding.status]}`}>
            {words[finding.status]}
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

const words: Record<Status, string> = { ok: "Fine", warn: "Look", fail: "Mend", skipped: "Later" };

const colours: Record<Status, string> = {
  ok: "text-success",
  warn: "text-ink underline decoration-lamp decoration-2 underline-offset-4",
  fail: "text-problem",
  skipped: "text-muted",
};

/** Commands stand between backticks, as they do in a terminal. */
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
