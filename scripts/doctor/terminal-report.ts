import { type Finding, type ShownStatus, shownStatus } from "../../lib/doctor/finding";
import type { Report, Section } from "../../lib/doctor/report";
import { summarize } from "../../lib/doctor/summary";

/** Formats a report for a terminal: one line per finding, its fix below. */
export function terminalReport(report: Report, colours: boolean): string {
  const paint = (status: ShownStatus, text: string) =>
    colours ? `\u001b[${codes[status]}m${text}\u001b[0m` : text;
  const line = (finding: Finding) => {
    const { check, status, text, fix } = finding;
    const shown = shownStatus(finding);
    return [
      `  ${paint(shown, marks[shown])}  ${check}: ${text}`,
      ...(fix && (status === "warn" || status === "fail") ? [`            ${fix}`] : []),
    ];
  };
  const sections = report.sections.map((section) =>
    [section.title, ...section.findings.flatMap(line), ...registration(section)].join("\n"),
  );
  const { sentence, facts } = summarize(report);
  const summary = `${paint(report.status, sentence)} ${facts.join(" · ")}`;
  return `\n${sections.join("\n\n")}\n\n${summary}\n`;
}

const marks: Record<ShownStatus, string> = {
  ok: "OK      ",
  "stand-in": "Stand-in",
  warn: "Warning ",
  fail: "FAIL    ",
  skipped: "Skipped ",
};
const codes: Record<ShownStatus, number> = {
  ok: 32,
  "stand-in": 33,
  warn: 33,
  fail: 31,
  skipped: 2,
};

function registration({ registration }: Section): string[] {
  if (!registration) return [];
  return [
    `  Redirect address: ${registration.redirectAddress}`,
    `  Register it in:   ${registration.place}`,
  ];
}
