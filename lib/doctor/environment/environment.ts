import { checkAppUrl } from "@/lib/doctor/app-address/app-url";
import { checkAccessSettings } from "@/lib/doctor/environment/access-settings";
import { checkAliasVariables } from "@/lib/doctor/environment/alias-variables";
import { findCommonMistake } from "@/lib/doctor/environment/common-mistakes";
import { checkWeakSettings } from "@/lib/doctor/environment/weak-settings";
import { type Finding, fail, ok, skipped, warn } from "@/lib/doctor/finding";
import { checkHosting } from "@/lib/doctor/hosting";
import type { Rules, Source } from "@/lib/doctor/report";
import { EnvironmentError, type Problem, readEnv, variableNames } from "@/lib/env/env";
import { readOpenIdProviders } from "@/lib/env/openid";

export type EnvironmentFacts = { source: Source; rules: Rules; inContainer: boolean };

/** Reports what would stop the app from starting, and mistakes that the app itself cannot detect. */
export function checkEnvironment({ source, rules, inContainer }: EnvironmentFacts): Finding[] {
  const problems = startProblems(source, rules);
  const variables = namesToCheck(source).map((name) => checkVariable(name, source, rules));
  const more = [
    ...checkPairs(source),
    ...checkLinkDomains(source),
    ...checkAccessSettings(source),
    ...checkAliasVariables(source, variableNames),
    ...(rules === "production" ? checkWeakSettings(source) : []),
    ...(rules === "production" ? checkHosting(source, inContainer) : []),
  ];
  const reported = new Set(
    variables.flatMap(({ check, status }) => (status === "fail" ? check : [])),
  );
  return [
    ...variables.filter(
      ({ check, status }) => status !== "ok" || !isNamed(check, [...problems, ...more]),
    ),
    ...problems
      .filter(({ name }) => !reported.has(name))
      .map((problem) => toFinding(problem, rules)),
    ...more,
  ];
}

/** The problems that stop the app from starting under these rules. */
export function startProblems(source: Source, rules: Rules): Problem[] {
  try {
    readEnv({ ...source, NODE_ENV: rules });
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return error.problems;
  }
}

/** Set by the platform or by Next.js, not by the deployer. */
const notOurs = /^(NODE_ENV|PORT|VERCEL.*)$/;

function namesToCheck(source: Source): string[] {
  const chosen = Object.keys(source).filter((name) => /^AUTH_OIDC_/.test(name));
  return [...variableNames, ...chosen].filter(
    (name, index, all) =>
      source[name] !== undefined && !notOurs.test(name) && all.indexOf(name) === index,
  );
}

function checkVariable(name: string, source: Source, rules: Rules): Finding {
  const value = source[name] ?? "";
  const mistake = findCommonMistake(name, value);
  if (mistake) return mistake;
  if (name === "AUTH_URL") return checkAppUrl(value, rules);
  if (name === "AUTH_TRUST_HOST") {
    const text = "has no effect: the app trusts no Host header and uses AUTH_URL";
    return warn(name, text, "Remove it.");
  }
  return ok(name, "is set");
}

/** The same value as id and secret is a copy-and-paste mistake. */
function checkPairs(source: Source): Finding[] {
  return Object.keys(source).flatMap((name) => {
    const secret = name.replace(/_ID$/, "_SECRET");
    const value = source[name]?.trim();
    if (!/^AUTH_.*_ID$/.test(name) || !value || source[secret]?.trim() !== value) return [];
    const fix = "Copy both again from the provider's console.";
    return [fail(secret, `is the same value as ${name}`, fix)];
  });
}

/** Warns of a provider without domains: it works but links no account, which operators may not expect. */
function checkLinkDomains(source: Source): Finding[] {
  if (isOff(source.AUTH_LINK_VERIFIED_EMAIL)) return [];
  return readOpenIdProviders(source)
    .providers.filter(({ domains }) => domains.length === 0)
    .map(({ id, name }) => {
      const variable = `AUTH_OIDC_${id.toUpperCase().replaceAll("-", "_")}_DOMAINS`;
      const text = `is not set, so ${name} links no account by its e-mail address: users who already have an account must sign in with their other provider first`;
      return warn(
        variable,
        text,
        `Set ${variable} to the domains that ${name} runs, such as example.com, or leave it out if you want that.`,
      );
    });
}

const isOff = (value = "") => ["false", "0", "off"].includes(value.trim());

/** Whether another finding is about this variable. */
function isNamed(name: string, others: ({ name: string } | Finding)[]): boolean {
  return others.some((other) => name === ("check" in other ? other.check : other.name));
}

function toFinding({ name, message }: Problem, rules: Rules): Finding {
  const [text = message, fix = "correct it"] = message.split(/: (.*)/s);
  const isEmbedded = ["DATABASE_URL", "AUTH_SECRET"].includes(name) && text === "is missing";
  if (rules === "development" && isEmbedded) {
    return skipped(name, "is not set; `npm run dev` provides one");
  }
  return fail(name, text, `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`);
}
