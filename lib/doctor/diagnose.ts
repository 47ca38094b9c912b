import "server-only";
import { configuredProviders } from "@/lib/auth/providers/registry";
import { checkAppAddress } from "@/lib/doctor/app-address/app-address";
import { checkAccountIssuers } from "@/lib/doctor/database/account-issuers";
import { checkAdmins } from "@/lib/doctor/database/admins";
import { checkDatabase } from "@/lib/doctor/database/database";
import { checkEnvironment, type EnvironmentFacts } from "@/lib/doctor/environment/environment";
import { providerOf } from "@/lib/doctor/environment/placeholder-env";
import { type Finding, fail, skipped } from "@/lib/doctor/finding";
import { checkProvider } from "@/lib/doctor/provider/provider";
import { overallStatus, type Report, type Rules, type Section } from "@/lib/doctor/report";
import { markStandIns } from "@/lib/doctor/stand-ins";
import { env } from "@/lib/env/env";

type Facts = EnvironmentFacts & {
  /** Variables that `placeholder-env.ts` replaced so that the other checks can run. */
  unusable: ReadonlySet<string>;
  /** Whether the app runs this itself, so that its own address needs no check. */
  fromInside: boolean;
};

/**
 * Checks everything that a deployment needs, and changes nothing. It ends within half a minute, even
 * if nothing responds: every call has a timeout, and the providers are asked in parallel.
 */
export async function diagnose({ unusable, fromInside, ...facts }: Facts): Promise<Report> {
  const { rules } = facts;
  const isDatabaseSet = !unusable.has("DATABASE_URL");
  const [database, accounts, admins, app, providers] = await Promise.all([
    isDatabaseSet ? checkDatabase(facts) : notChecked("reachable", "DATABASE_URL"),
    isDatabaseSet ? checkAccountIssuers(providersToCompare(unusable), rules) : [],
    isDatabaseSet ? checkAdmins() : [],
    fromInside || unusable.has("AUTH_URL") ? null : checkAppAddress(env().origin),
    checkProviders(rules, unusable),
  ]);
  const environment = [...checkEnvironment(facts), ...(app ? [app] : [])];
  const sections = markStandIns([
    { title: "Environment", findings: environment },
    { title: "Database", findings: [...database, ...accounts, ...admins] },
    ...providers,
  ]);
  return { rules, status: overallStatus(sections), sections };
}

/** A variable that can't be used is a finding already, and its placeholder is no issuer. */
function providersToCompare(unusable: ReadonlySet<string>) {
  return configuredProviders().filter(({ issuerVariable }) => !unusable.has(issuerVariable ?? ""));
}

/**
 * One section for each configured provider.
 * @param unusable - variables that were replaced, as in `diagnose`
 */
export async function checkProviders(
  rules: Rules,
  unusable: ReadonlySet<string>,
): Promise<Section[]> {
  const providers = configuredProviders();
  if (providers.length === 0) {
    const broken = [...unusable].find((name) => providerOf(name));
    const findings = broken ? notChecked("providers", broken) : [noProvider(rules)];
    return [{ title: "Providers", findings }];
  }
  if (unusable.has("AUTH_URL")) {
    return providers.map(({ name }) => ({
      title: name,
      findings: notChecked("redirect address", "AUTH_URL"),
    }));
  }
  return Promise.all(providers.map((provider) => checkProvider(provider, rules)));
}

function noProvider(rules: Rules): Finding {
  return rules === "development"
    ? skipped("providers", "none is configured; `npm run dev` starts local ones")
    : fail(
        "providers",
        "none is configured, so no one can sign in",
        "Set AUTH_GOOGLE_ID and AUTH_GOOGLE_SECRET, for example; .env.local.example lists the others.",
      );
}

function notChecked(check: string, variable: string): Finding[] {
  return [skipped(check, `cannot be checked until ${variable} is correct`)];
}
