import { z } from "zod";
import { isSet, optional, type Problem, type Source, secureUrl } from "@/lib/env/values";

/**
 * The variables of providers with an entry of their own, named as Auth.js infers them from
 * its provider ids: https://authjs.dev/guides/environment-variables
 */

/** Prefixes of _ID and _SECRET; without AUTH_, in lower case and with hyphens, the providers' ids. */
export const namedProviders = [
  "AUTH_GOOGLE",
  "AUTH_GITHUB",
  "AUTH_MICROSOFT_ENTRA_ID", // Microsoft
  "AUTH_GITLAB",
  "AUTH_DISCORD",
  "AUTH_TWITTER", // X
] as const;

const tenantId = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/**
 * One tenant by its ID. The addresses "common" and "organizations" stand for every tenant: the issuer in
 * their metadata is a template, against which no ID Token can be checked.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
 */
const tenantIssuer = secureUrl.refine(
  (value) => new RegExp(`/${tenantId}/v2\\.0$`).test(value),
  "must name one tenant by its ID, https://login.microsoftonline.com/<Directory (tenant) ID>/v2.0: copy the ID from the app's overview page; common, organizations, consumers and domain names are not accepted (9188040d-6c67-4c5b-b112-36a304b66dad is the tenant of personal accounts)",
);

export const providerVariables = {
  AUTH_GOOGLE_ID: optional(z.string()),
  AUTH_GOOGLE_SECRET: optional(z.string()),
  AUTH_GOOGLE_ISSUER: optional(secureUrl),
  AUTH_GITHUB_ID: optional(z.string()),
  AUTH_GITHUB_SECRET: optional(z.string()),
  AUTH_GITHUB_ENTERPRISE_URL: optional(secureUrl),
  AUTH_MICROSOFT_ENTRA_ID_ID: optional(z.string()),
  AUTH_MICROSOFT_ENTRA_ID_SECRET: optional(z.string()),
  AUTH_MICROSOFT_ENTRA_ID_ISSUER: optional(tenantIssuer),
  AUTH_GITLAB_ID: optional(z.string()),
  AUTH_GITLAB_SECRET: optional(z.string()),
  AUTH_GITLAB_ISSUER: optional(secureUrl),
  AUTH_DISCORD_ID: optional(z.string()),
  AUTH_DISCORD_SECRET: optional(z.string()),
  AUTH_TWITTER_ID: optional(z.string()),
  AUTH_TWITTER_SECRET: optional(z.string()),
};

type AddressName = Extract<keyof typeof providerVariables, `${string}_${"ISSUER" | "URL"}`>;

const addressNames = Object.keys(providerVariables).filter((name): name is AddressName =>
  /_(ISSUER|URL)$/.test(name),
);

/** The addresses that visitors may be sent to and that only this environment knows. */
export function providerAddresses(
  values: { [Name in AddressName]?: string | undefined },
): string[] {
  return addressNames.flatMap((name) => values[name] ?? []);
}

/** A provider's variables that are missing although others of the provider are set. */
export function findProviderGaps(source: Source): Problem[] {
  const pairs = namedProviders.flatMap((prefix) => [
    [`${prefix}_SECRET`, `${prefix}_ID`],
    [`${prefix}_ID`, `${prefix}_SECRET`],
  ]) as [string, string][];
  const gaps = pairs
    .filter(([missing, present]) => !isSet(source, missing) && isSet(source, present))
    .map(([name, present]) => ({
      name,
      message: `is missing, though ${present} is set: copy it from the provider's console`,
    }));
  const issuer = "AUTH_MICROSOFT_ENTRA_ID_ISSUER";
  if (isSet(source, "AUTH_MICROSOFT_ENTRA_ID_ID") && !isSet(source, issuer)) {
    const message =
      "is missing, though AUTH_MICROSOFT_ENTRA_ID_ID is set: https://login.microsoftonline.com/<Directory (tenant) ID>/v2.0";
    gaps.push({ name: issuer, message });
  }
  return gaps;
}
