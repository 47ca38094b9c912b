import "server-only";
import { configuredProviders } from "@/lib/auth/providers/registry";
import { checkAppAddress } from "@/lib/doctor/app-address";
import { checkDatabase } from "@/lib/doctor/database/database";
import { checkEnvironment, type EnvironmentFacts } from "@/lib/doctor/environment/environment";
import { providerOf } from "@/lib/doctor/environment/placeholder-env";
import { type Finding, fail, skipped } from "@/lib/doctor/finding";
import { checkProvider } from "@/lib/doctor/provider/provider";
import { overallStatus, type Report, type Rules, type Section } from "@/lib/doctor/report";
import { env } from "@/lib/env/env";

type Facts = EnvironmentFacts & {
  /** Variables that had to be replaced for this process to look further; see `placeholder-env.ts`. */
  unusable: ReadonlySet<string>;
  /** Whether the app asks this of itself, which then answers at its address. */
  fromInside: boolean;
};

/**
 * Looks at everything that a deployment needs, and changes nothing. It ends within half a minute,
 * whatever is silent: every call has a limit, and the providers are asked at once.
 */
export async function diagnose({ unusable, fromInside, ...facts }: Facts): Promise<Report> {
  const { rules } = facts;
  const [database, app, providers] = await Promise.all([
    unusable.has("DATABASE_URL") ? notAsked("reachable", "DATABASE_URL") : checkDatabase(facts),
    fromInside || unusable.has("AUTH_URL") ? null : checkAppAddress(env().origin),
    checkProviders(rules, unusable),
  ]);
  const environment = [...checkEnvironment(facts), ...(app ? [app] : [])];
  const sections = [
    { title: "Environment", findings: environment },
    { title: "Database", findings: database },
    ...providers,
  ];
  return { rules, status: overallStatus(sections), sections };
}

async function checkProviders(rules: Rules, unusable: ReadonlySet<string>): Promise<Section[]> {
  const providers = configuredProviders();
  if (providers.length === 0) {
    const spoiled = [...unusable].find((name) => providerOf(name));
    const findings = spoiled ? notAsked("providers", spoiled) : [noProvider(rules)];
    return [{ title: "Providers", findings }];
  }
  if (unusable.has("AUTH_URL")) {
    return providers.map(({ name }) => ({
      title: name,
      findings: notAsked("redirect address", "AUTH_URL"),
    }));
  }
  return Promise.all(providers.map((provider) => checkProvider(provider, rules)));
}

function noProvider(rules: Rules): Finding {
  return rules === "development"
    ? skipped("providers", "none is set; `npm run dev` has stand-ins of its own")
    : fail(
        "providers",
        "none is set, so that nobody can sign in",
        "Set AUTH_GOOGLE_ID and AUTH_GOOGLE_SECRET, say; .env.local.example names the others.",
      );
}

function notAsked(check: string, variable: string): Finding[] {
  return [skipped(check, `cannot be looked at before ${variable} is right`)];
}
