import { describe, expect, it } from "vitest";
import { ok, shownStatus, warn } from "./finding";
import type { Registration, Report, Section } from "./report";
import { markStandIns } from "./stand-ins";
import { summarize } from "./summary";

const registration: Registration = {
  provider: "google",
  name: "Google",
  redirectAddress: "http://localhost:3000/api/auth/callback/google",
  place: "its console",
  site: "http://127.0.0.1:4010/google",
  isRealOne: false,
  isStandIn: true,
  idVariable: "AUTH_GOOGLE_ID",
  secretVariable: "AUTH_GOOGLE_SECRET",
  addressVariable: "AUTH_GOOGLE_ISSUER",
};
const environment: Section = {
  title: "Environment",
  findings: [
    ok("AUTH_SECRET", "is set"),
    ok("AUTH_GOOGLE_ID", "is set"),
    ok("AUTH_GOOGLE_ISSUER", "is set"),
    warn("AUTH_GOOGLE_SECRET", "has a line end", "Remove it."),
  ],
};
const google: Section = {
  title: "Google",
  findings: [ok("client secret", "accepted"), warn("clock", "is odd", "Set it.")],
  registration,
};
const shown = ({ findings }: Section) => findings.map(shownStatus);

describe("findings about a stand-in", () => {
  it("are never shown as passed, and neither are its variables", () => {
    const [variables, checks] = markStandIns([environment, google]);
    expect(variables && shown(variables)).toEqual(["ok", "stand-in", "stand-in", "warn"]);
    expect(checks && shown(checks)).toEqual(["stand-in", "warn"]);
    expect(variables?.findings[1]?.text).not.toContain("is set");
  });

  it("are shown as they are for another server of the deployer's", () => {
    const own = { ...google, registration: { ...registration, isStandIn: false } };
    expect(markStandIns([environment, own])).toEqual([environment, own]);
  });
});

describe("the summary", () => {
  const report = (changes: Partial<Report>): Report => ({
    rules: "development",
    status: "ok",
    sections: [google],
    ...changes,
  });

  it("tells a developer that stand-ins are not ready for production", () => {
    expect(summarize(report({}))).toEqual({
      sentence: "All checks passed. Set up real providers before you deploy.",
      facts: ["Ready for development", "1 warning", "1 stand-in", "not ready for production"],
    });
  });

  it("says nothing about production where no stand-in is left", () => {
    expect(summarize(report({ sections: [] })).facts).toEqual(["Ready for development"]);
  });

  it.each(["ok", "warn"] as const)("is not ready for production with a stand-in: %s", (status) => {
    const { facts } = summarize(report({ rules: "production", status }));
    expect(facts[0]).toBe("Not ready for production");
  });

  it("is ready for production when no check fails", () => {
    const production = report({ rules: "production", status: "warn", sections: [] });
    expect(summarize(production)).toEqual({
      sentence: "Working, with warnings.",
      facts: ["Ready for production"],
    });
  });

  it.each(["development", "production"] as const)("is not ready for %s with an error", (rules) => {
    const { sentence, facts } = summarize(report({ rules, status: "fail", sections: [] }));
    expect([sentence, facts[0]]).toEqual([
      "Some checks failed. Fix those first.",
      `Not ready for ${rules}`,
    ]);
  });
});
