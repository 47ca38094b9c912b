import type { Finding, Status } from "../../lib/doctor/finding";
import type { Report, Section } from "../../lib/doctor/report";

/** Formats a report for a terminal: one line per finding, its fix below. */
export function terminalReport(report: Report, colours: boolean): string {
  const paint = (status: Status, text: string) =>
    colours ? `\u001b[${codes[status]}m${text}\u001b[0m` : text;
  const line = ({ check, status, text, fix }: Finding) => [
    `  ${paint(status, marks[status])}  ${check}: ${text}`,
    ...(fix && (status === "warn" || status === "fail") ? [`        ${fix}`] : []),
  ];
  const sections = report.sections.map((section) =>
    [section.title, ...section.findings.flatMap(line), ...registration(section)].join("\n"),
  );
  return `\n${sections.join("\n\n")}\n\n${paint(report.status, summary(report))}\n`;
}

const marks: Record<Status, string> = { ok: "ok  ", warn: "look", fail: "FAIL", skipped: "-   " };
const codes: Record<Status, number> = { ok: 32, warn: 33, fail: 31, skipped: 2 };

function registration({ registration }: Section): string[] {
  if (!registration) return [];
  return [
    `  Redirect address: ${registration.redirectAddress}`,
    `  Register it in:   ${registration.place}`,
  ];
}

function summary({ rules, sections }: Report): string {
  const count = (status: Status) =>
    sections.flatMap(({ findings }) => findings).filter((finding) => finding.status === status)
      .length;
  return `Checked by the rules of ${rules}: ${count("fail")} to fix, ${count("warn")} to look at, ${count("ok")} fine.`;
}
