import { expect, it } from "vitest";
import type { Report } from "../../lib/doctor/report";
import { terminalReport } from "./terminal-report";

const report: Report = {
  rules: "production",
  status: "fail",
  sections: [
    {
      title: "Google",
      findings: [
        { check: "provider", status: "ok", text: "the real one" },
        { check: "redirect address", status: "fail", text: "is refused", fix: "Register it." },
        { check: "clock", status: "warn", text: "is odd", fix: "Set it." },
        { check: "client secret", status: "skipped", text: "was not asked" },
        { check: "metadata", status: "ok", text: "was fetched", isStandIn: true },
      ],
      registration: {
        provider: "google",
        name: "Google",
        redirectAddress: "https://foyer.test/api/auth/callback/google",
        place: "its console (https://console.test)",
        site: null,
        isRealOne: null,
        isStandIn: false,
        idVariable: "AUTH_GOOGLE_ID",
        secretVariable: "AUTH_GOOGLE_SECRET",
        addressVariable: null,
      },
    },
  ],
};

it("prints one line per finding, its fix below, and what to register", () => {
  expect(terminalReport(report, false).split("\n")).toEqual([
    "",
    "Google",
    "  OK        provider: the real one",
    "  FAIL      redirect address: is refused",
    "            Register it.",
    "  Warning   clock: is odd",
    "            Set it.",
    "  Skipped   client secret: was not asked",
    "  Stand-in  metadata: was fetched",
    "  Redirect address: https://foyer.test/api/auth/callback/google",
    "  Register it in:   its console (https://console.test)",
    "",
    "Some checks failed. Fix those first. Not ready for production · 1 error · 1 warning",
    "",
  ]);
});

it("colours only the mark of each line", () => {
  expect(terminalReport(report, true)).toContain("\u001b[31mFAIL    \u001b[0m  redirect address");
});
