import { StatusLabel } from "@/components/setup/status-label";
import type { Finding } from "@/lib/doctor/finding";

type FindingListProps = {
  findings: Finding[];
  /** They came of checking a stand-in: only the check `provider`, which names it, is marked as such. */
  isOfStandIn?: boolean | undefined;
};

/** The findings of the doctor, each with its status, its check, and what to do. */
export function FindingList({ findings, isOfStandIn }: FindingListProps) {
  return (
    <ul className="flex flex-col divide-y divide-line text-sm">
      {findings.map((finding) => (
        <li key={`${finding.check} ${finding.text}`} className="flex gap-3 py-2.5">
          <StatusLabel
            finding={finding}
            isCheckOfStandIn={isOfStandIn && finding.check !== "provider"}
          />
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
