import type { Status } from "@/lib/doctor/finding";
import type { Report } from "@/lib/doctor/report";

/** A report in a sentence, and in facts of a few words each. */
export type Summary = { sentence: string; facts: string[] };

const sentences: Record<Status, string> = {
  ok: "All checks passed.",
  warn: "Working, with warnings.",
  fail: "Some checks failed. Fix those first.",
  skipped: "No check could run.",
};

/** Whether a stand-in is left decides about production, even by the rules of development. */
export function summarize({ rules, status, sections }: Report): Summary {
  const count = (wanted: Status) =>
    sections.flatMap(({ findings }) => findings).filter((finding) => finding.status === wanted)
      .length;
  const standIns = sections.filter(({ registration }) => registration?.isStandIn).length;
  const isReady = status !== "fail" && (rules === "development" || standIns === 0);
  const standsIn = rules === "development" && standIns > 0;
  return {
    sentence:
      standsIn && status === "ok"
        ? "All checks passed. Set up real providers before you deploy."
        : sentences[status],
    facts: [
      `${isReady ? "Ready" : "Not ready"} for ${rules}`,
      ...inWords(count("fail"), "error"),
      ...inWords(count("warn"), "warning"),
      ...inWords(standIns, "stand-in"),
      ...(standsIn ? ["not ready for production"] : []),
    ],
  };
}

function inWords(count: number, noun: string): string[] {
  if (count === 0) return [];
  return [`${count} ${noun}${count === 1 ? "" : "s"}`];
}
