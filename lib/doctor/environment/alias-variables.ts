import { type Finding, warn } from "@/lib/doctor/finding";
import type { Source } from "@/lib/doctor/report";

/** Names that other versions of Auth.js, other starters and hosts use for our variables. */
const otherNames: Record<string, string> = {
  NEXTAUTH_URL: "AUTH_URL",
  NEXTAUTH_SECRET: "AUTH_SECRET",
  SECRET: "AUTH_SECRET",
  GOOGLE_CLIENT_ID: "AUTH_GOOGLE_ID",
  GOOGLE_CLIENT_SECRET: "AUTH_GOOGLE_SECRET",
  GOOGLE_ID: "AUTH_GOOGLE_ID",
  GOOGLE_SECRET: "AUTH_GOOGLE_SECRET",
  AUTH_GOOGLE_CLIENT_ID: "AUTH_GOOGLE_ID",
  AUTH_GOOGLE_CLIENT_SECRET: "AUTH_GOOGLE_SECRET",
  GITHUB_CLIENT_ID: "AUTH_GITHUB_ID",
  GITHUB_CLIENT_SECRET: "AUTH_GITHUB_SECRET",
  GITHUB_ID: "AUTH_GITHUB_ID",
  GITHUB_SECRET: "AUTH_GITHUB_SECRET",
  AUTH_GITHUB_CLIENT_ID: "AUTH_GITHUB_ID",
  AUTH_GITHUB_CLIENT_SECRET: "AUTH_GITHUB_SECRET",
  POSTGRES_URL: "DATABASE_URL",
  POSTGRES_PRISMA_URL: "DATABASE_URL",
};

/** The prefixes of our names: an unknown variable with one of them may be a typing error. */
const ourPrefixes = /^(AUTH|DATABASE|RATE_LIMIT|SESSION|ACTIVITY|TRUSTED)_/;
/** Variables in which the deployer chooses the middle part; lib/env/openid.ts reports unknown ones. */
const openNames = /^AUTH_OIDC_/;
const mostTypos = 2;

/** Finds variables that are set, look like ours, and are not read by the app. */
export function checkAliasVariables(source: Source, knownNames: readonly string[]): Finding[] {
  const isSet = (name: string) => (source[name] ?? "").trim() !== "";
  return Object.keys(source)
    .filter((name) => isSet(name) && !knownNames.includes(name) && !openNames.test(name))
    .flatMap((name) => {
      const ours = otherNames[name] ?? similarName(name, knownNames);
      // A host or another program may need its own variable of that name.
      const isOthersOwn = name in otherNames && !name.startsWith("NEXTAUTH_");
      if (!ours || (isSet(ours) && isOthersOwn)) return [];
      const fix = isSet(ours) ? `${ours} is set as well: remove ${name}.` : `Rename it to ${ours}.`;
      return [warn(name, `is not read by this app, which reads ${ours}`, fix)];
    });
}

function similarName(name: string, knownNames: readonly string[]): string | undefined {
  if (!ourPrefixes.test(name) && !/^(AUHT|ATUH|AUT|AUTHJS)_/.test(name)) return undefined;
  return knownNames.find((known) => distance(name, known) <= mostTypos);
}

/** The number of letters to insert, delete or replace (Levenshtein distance). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
