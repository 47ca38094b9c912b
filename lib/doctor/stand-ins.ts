import type { Finding } from "@/lib/doctor/finding";
import type { Registration, Section } from "@/lib/doctor/report";

/** Marks every finding about a stand-in, also those about the variables that lead to it. */
export function markStandIns(sections: Section[]): Section[] {
  const standIns = sections.flatMap(({ registration }) =>
    registration?.isStandIn ? [registration] : [],
  );
  const variables = new Set(standIns.flatMap(variablesOf));
  return sections.map((section) => {
    const { registration, findings } = section;
    if (registration?.isStandIn) return { ...section, findings: findings.map(marked) };
    if (registration) return section;
    return {
      ...section,
      findings: findings.map((finding) =>
        finding.status === "ok" && variables.has(finding.check)
          ? { ...marked(finding), text: "set by the local stand-in" }
          : finding,
      ),
    };
  });
}

const marked = (finding: Finding): Finding => ({ ...finding, isStandIn: true });

function variablesOf(registration: Registration): (string | null)[] {
  const { idVariable, secretVariable, addressVariable } = registration;
  return [idVariable, secretVariable, addressVariable];
}
