import { domainOf } from "@/lib/auth/providers/claims";
import { type Finding, ok, warn } from "@/lib/doctor/finding";
import type { Source } from "@/lib/doctor/report";
import { emailAddresses, emailDomains } from "@/lib/env/email-lists";
import { readOpenIdProviders } from "@/lib/env/openid";

/** Says who may sign in by these settings, and which of them contradict each other. */
export function checkAccessSettings(source: Source): Finding[] {
  const lists = {
    domains: emailDomains.safeParse(source.ALLOWED_EMAIL_DOMAINS).data ?? [],
    addresses: emailAddresses.safeParse(source.ALLOWED_EMAILS).data ?? [],
    admins: emailAddresses.safeParse(source.ADMIN_EMAILS).data ?? [],
  };
  const { domains, addresses, admins } = lists;
  return [
    ...checkSignUp(source),
    ...(domains.length > 0 ? [checkLeavers(source, domains)] : []),
    ...(addresses.length > 0
      ? [ok("ALLOWED_EMAILS", `${count(addresses)} may sign in${domains.length ? ", too" : ""}`)]
      : []),
    ...(admins.length > 0
      ? [checkAllowed(lists) ?? checkVouched(source, admins) ?? grants(admins)]
      : []),
  ];
}

const signUpWords: Record<string, string> = {
  open: "open: everyone with a verified address may sign up",
  invite: "invite: only invited people may sign up",
  approval: "approval: new users wait until an operator approves them, unless they are invited",
  closed: "closed: no one may sign up, except invited people",
};

/** Any other value is a problem that the start reports. */
function checkSignUp({ SIGN_UP = "" }: Source): Finding[] {
  const words = signUpWords[SIGN_UP.trim()];
  return words ? [ok("SIGN_UP", words)] : [];
}

/** Providers that keep an address verified after its owner left the domain, unless the company runs them. */
const verifyOnce = [
  { name: "GitHub", id: "AUTH_GITHUB_ID", own: "AUTH_GITHUB_ENTERPRISE_URL" },
  { name: "GitLab", id: "AUTH_GITLAB_ID", own: "AUTH_GITLAB_ISSUER" },
  { name: "Discord", id: "AUTH_DISCORD_ID" },
  { name: "X", id: "AUTH_TWITTER_ID" },
];

/** Someone who leaves the company should lose access with their account there. */
function checkLeavers(source: Source, domains: string[]): Finding {
  const check = "ALLOWED_EMAIL_DOMAINS";
  const allowed = `addresses of ${domains.join(", ")} may sign in`;
  const isSet = (variable = "") => Boolean(source[variable]?.trim());
  const found = verifyOnce.filter(({ id, own }) => isSet(id) && !isSet(own));
  if (found.length === 0) return ok(check, allowed);
  return warn(
    check,
    `${allowed}, also with ${found.map(({ name }) => name).join(" and ")}, where an address stays verified after its owner leaves`,
    `Remove ${found.map(({ id }) => id).join(" and ")}, or run \`npm run users -- suspend <user>\` when someone leaves.`,
  );
}

function grants(admins: string[]): Finding {
  return ok("ADMIN_EMAILS", `${count(admins)} ${admins.length === 1 ? "becomes" : "become"} admin`);
}

type Lists = Record<"domains" | "addresses" | "admins", string[]>;

/** Admins need an allowed address like everyone else. */
function checkAllowed({ domains, addresses, admins }: Lists): Finding | null {
  if (domains.length + addresses.length === 0) return null;
  const refused = admins.filter(
    (address) => !addresses.includes(address) && !domains.includes(domainOf(address)),
  );
  if (refused.length === 0) return null;
  return warn(
    "ADMIN_EMAILS",
    `has ${refused.join(", ")}, which ALLOWED_EMAIL_DOMAINS and ALLOWED_EMAILS don't allow to sign in`,
    "Add it to ALLOWED_EMAILS, or remove it from ADMIN_EMAILS.",
  );
}

/** Providers that can run any domain, and say for each account whether they do. */
const runDomains = ["AUTH_GOOGLE_ID", "AUTH_MICROSOFT_ENTRA_ID_ID"];

/** The role is granted only if the account's provider runs the domain of its address. */
function checkVouched(source: Source, admins: string[]): Finding | null {
  if (runDomains.some((name) => source[name]?.trim())) return null;
  const { providers } = readOpenIdProviders(source);
  const run = providers.flatMap(({ domains }) => domains);
  const unvouched = admins.filter((address) => !run.includes(domainOf(address)));
  if (unvouched.length === 0) return null;
  return warn(
    "ADMIN_EMAILS",
    `has ${unvouched.join(", ")}, and no provider that is set up runs the domain: signing in grants no role`,
    "Set up the provider that runs it (Google, Microsoft, or an AUTH_OIDC_<KEY> with the domain in its _DOMAINS), or name admins with `npm run users -- role <user> admin`.",
  );
}

const count = (addresses: string[]) =>
  addresses.length === 1 ? "1 address" : `${addresses.length} addresses`;
