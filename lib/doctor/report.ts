import type { Finding, Status } from "@/lib/doctor/finding";

/** Which rules apply: http on localhost is fine for a developer and insecure elsewhere. */
export type Rules = "development" | "production";

/** The environment variables to check. */
export type Source = Record<string, string | undefined>;

/** What to register with a provider, and which server plays it now. */
export type Registration = {
  provider: string;
  name: string;
  redirectAddress: string;
  /** Where to register that, in words. */
  place: string;
  /** The issuer that receives the authorization request: the real provider or a stand-in. */
  site: string | null;
  /** Whether that is the provider's own issuer; null if we don't know that. */
  isRealOne: boolean | null;
  /** Whether a server on this machine takes the provider's place. */
  isStandIn: boolean;
  idVariable: string;
  secretVariable: string;
  /** The variable that names the provider's server; null if its real one is built in. */
  addressVariable: string | null;
};

export type Section = { title: string; findings: Finding[]; registration?: Registration };

export type Report = { rules: Rules; status: Status; sections: Section[] };

/** The worst status of all findings; skipped ones count as fine. */
export function overallStatus(sections: Section[]): Status {
  const all = sections.flatMap(({ findings }) => findings.map(({ status }) => status));
  if (all.includes("fail")) return "fail";
  return all.includes("warn") ? "warn" : "ok";
}
