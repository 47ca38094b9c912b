import type { Finding, Status } from "@/lib/doctor/finding";

/** Whose rules hold: what is fine on a developer's machine may be an open door elsewhere. */
export type Rules = "development" | "production";

/** The variables that are looked at. */
export type Source = Record<string, string | undefined>;

/** What has to be told to a provider, and who it is at the moment. */
export type Registration = {
  provider: string;
  name: string;
  redirectAddress: string;
  /** Where that is registered, for people. */
  place: string;
  /** Where the authorization request goes: the real provider, or another server in its place. */
  site: string | null;
  /** Whether that is the provider's own; null for one that we know nothing more about. */
  isRealOne: boolean | null;
  idVariable: string;
  secretVariable: string;
};

export type Section = { title: string; findings: Finding[]; registration?: Registration };

export type Report = { rules: Rules; status: Status; sections: Section[] };

/** The worst of all findings; what was skipped is no reason to complain. */
export function overallStatus(sections: Section[]): Status {
  const all = sections.flatMap(({ findings }) => findings.map(({ status }) => status));
  if (all.includes("fail")) return "fail";
  return all.includes("warn") ? "warn" : "ok";
}
