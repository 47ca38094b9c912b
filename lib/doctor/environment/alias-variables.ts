import { type Finding, warn } from "@/lib/doctor/finding";
import type { Source } from "@/lib/doctor/report";

/** What other versions of Auth.js, other starters and hosts call the variables of this app. */
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

/** Names of which ours begin, so that a stranger with them is worth a second look. */
const ourPrefixes = /^(AUTH|DATABASE|RATE_LIMIT|SESSION|ACTIVITY|TRUSTED)_/;
/** Variables whose middle the deployer chooses. */
const openNames = /^AUTH_OIDC_[A-Z0-9_]+_(ID|SECRET|ISSUER|NAME)$/;
const mostTypos = 2;

/** Names that are set and that nothing here reads, though somebody may believe so. */
export function checkAliasVariables(source: Source, knownNames: readonly string[]): Finding[] {
  const isSet = (name: string) => (source[name] ?? "").trim() !== "";
  return Object.keys(source)
    .filter((name) => isSet(name) && !knownNames.includes(name) && !openNames.test(name))
    .flatMap((name) => {
      const ours = otherNames[name] ?? similarName(name, knownNames);
      // A host or another program beside this one may well want its own.
      const isOthersOwn = name in otherNames && !name.startsWith("NEXTAUTH_");
      if (!ours || (isSet(ours) && isOthersOwn)) return [];
      const fix = isSet(ours) ? `${ours} is set as well: take ${name} out.` : `Name it ${ours}.`;
      return [warn(name, `is read by nothing here; this app reads ${ours}`, fix)];
    });
}

function similarName(name: string, knownNames: readonly string[]): string | undefined {
  if (!ourPrefixes.test(name) && !/^(AUHT|ATUH|AUT|AUTHJS)_/.test(name)) return undefined;
  return knownNames.find((known) => distance(name, known) <= mostTypos);
}

/** How many letters have to be put in, taken out or changed (Levenshtein). */
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
