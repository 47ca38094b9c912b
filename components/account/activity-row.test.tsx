import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { ActivityKind } from "@/lib/db/schema";
import { translator } from "@/lib/i18n/translator";
import { ActivityRow } from "./activity-row";

function rowOf(kind: ActivityKind) {
  const at = new Date(0);
  const device = { userAgent: null, ip: null, place: null, subjectUserAgent: null };
  const entry = { id: "1", kind, at, provider: null, detail: null, ...device };
  const shown = { ...entry, unanswered: false, unansweredSessionId: null };
  const row = (
    <ActivityRow entry={shown} words="…" reason={null} opensDay now={at} t={translator("en")} />
  );
  return renderToStaticMarkup(row).replace(/<[^>]+>/g, "");
}

describe("an entry of the activity", () => {
  it.each<ActivityKind>([
    ...(["role-changed", "suspended", "suspension-lifted", "approved"] as const),
    ...(["sessions-ended-by-operator", "recovery-started"] as const),
  ])("says that an operator did it, and names no device: %s", (kind) => {
    const text = rowOf(kind);
    expect(text).toContain("By the people who run this site");
    expect(text).not.toContain("Unknown browser");
  });

  it.each<ActivityKind>(["sign-in", "recovery-stopped"])("names the device: %s", (kind) => {
    expect(rowOf(kind)).toContain("Unknown browser");
  });
});
