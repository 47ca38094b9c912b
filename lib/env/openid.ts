import { readList } from "@/lib/env/email-lists";
import { findOptionProblems, readScope } from "@/lib/env/openid-options";
import { namedProviders } from "@/lib/env/providers";
import { blank, type Problem, type Source, secureUrl } from "@/lib/env/values";

/**
 * An OpenID provider without an entry of its own:
 * AUTH_OIDC_<KEY>_ISSUER, _ID, _SECRET, _NAME, _DOMAINS, _SCOPE, _TOKEN_AUTH.
 */
export type OpenIdSettings = {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** E-mail domains that it may vouch for when accounts are linked; none by default. */
  domains: string[];
  /** What to ask for, separated by spaces; always has `openid`. */
  scope: string;
  /** How to send the client secret; null: as the provider's metadata says. */
  tokenAuth: "basic" | "post" | null;
};

const prefix = "AUTH_OIDC_";
const parts = ["ISSUER", "ID", "SECRET", "NAME", "DOMAINS", "SCOPE", "TOKEN_AUTH"] as const;
type Part = (typeof parts)[number];

/** A key becomes part of URLs and rows, so it is kept plain and short. */
const plainKey = /^(?=.{1,32}$)[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
/** Keeps the button of the sign-in card on one line on most screens. */
const nameMaxLength = 40;

/** Every OpenID provider of the environment, sorted by key, and all problems of their variables. */
export function readOpenIdProviders(source: Source): {
  providers: OpenIdSettings[];
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const found = new Map<string, Partial<Record<Part, string>>>();
  for (const name of Object.keys(source)
    .filter((each) => each.startsWith(prefix))
    .sort()) {
    const value = blank(source[name]) as string | undefined;
    if (value === undefined) continue;
    const part = parts.find((each) => name.endsWith(`_${each}`));
    const key = part ? name.slice(prefix.length, -part.length - 1) : "";
    const problem = findKeyProblem(key);
    if (problem || !part) problems.push({ name, message: problem ?? notUnderstood });
    else found.set(key, { ...found.get(key), [part]: value.trim() });
  }
  const providers = [...found].map(([key, values]) => {
    problems.push(...findValueProblems(key, values));
    const { ISSUER = "", ID = "", SECRET = "", NAME = nameFrom(key) } = values;
    const id = key.toLowerCase().replaceAll("_", "-");
    return {
      id,
      name: NAME,
      issuer: ISSUER,
      clientId: ID,
      clientSecret: SECRET,
      domains: readList(values.DOMAINS ?? ""),
      scope: readScope(values.SCOPE),
      tokenAuth: (values.TOKEN_AUTH ?? null) as OpenIdSettings["tokenAuth"],
    };
  });
  return { providers, problems };
}

const notUnderstood =
  "is not understood: an OpenID provider is set by AUTH_OIDC_<KEY>_ISSUER, _ID, _SECRET and, optionally, _NAME, _DOMAINS, _SCOPE and _TOKEN_AUTH";

function findKeyProblem(key: string): string | null {
  if (key === "") return notUnderstood;
  if (!plainKey.test(key)) {
    return "has a key that cannot be part of a URL: use up to 32 capital letters and digits, words joined by single underscores, such as AUTH_OIDC_KEYCLOAK_ID";
  }
  const named = namedProviders.find((each) => each === `AUTH_${key}`);
  return named
    ? `has the key of a provider that is built in: set ${named}_ID and ${named}_SECRET, or choose another key`
    : null;
}

function findValueProblems(key: string, values: Partial<Record<Part, string>>): Problem[] {
  const nameOf = (part: Part) => `${prefix}${key}_${part}`;
  const present = parts.filter((part) => values[part] !== undefined).map(nameOf);
  const problems = (["ISSUER", "ID", "SECRET"] as const)
    .filter((part) => values[part] === undefined)
    .map((part) => ({
      name: nameOf(part),
      message: `is missing, though ${present.join(" and ")} ${present.length > 1 ? "are" : "is"} set: copy it from the provider's console`,
    }));
  const issuer = values.ISSUER === undefined ? null : findIssuerProblem(values.ISSUER);
  if (issuer) problems.push({ name: nameOf("ISSUER"), message: issuer });
  if (values.NAME !== undefined && !isName(values.NAME)) {
    const message = `must be a name of up to ${nameMaxLength} characters, as the button should show it`;
    problems.push({ name: nameOf("NAME"), message });
  }
  for (const [part, message] of findOptionProblems(values)) {
    problems.push({ name: nameOf(part), message });
  }
  return problems;
}

/** OpenID Connect Discovery 1.0, section 3. The provider's document has to repeat the issuer exactly. */
function findIssuerProblem(value: string): string | null {
  const { error } = secureUrl.safeParse(value);
  if (error) return error.issues[0]?.message ?? null;
  if (value.includes("/.well-known/")) {
    return "must be the issuer alone: remove /.well-known/openid-configuration";
  }
  return /[?#]/.test(value) ? "must be an address without ? and #" : null;
}

const isName = (value: string) =>
  [...value].length <= nameMaxLength && !/[\p{Cc}\p{Cf}]/u.test(value);

/** MY_COMPANY becomes My Company. */
function nameFrom(key: string): string {
  return key
    .split("_")
    .map((word) => `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`)
    .join(" ");
}
