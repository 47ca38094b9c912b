import "server-only";
import { discoverMetadata } from "@/lib/auth/oauth/discovery";
import { type Claims, domainOf, toClaims } from "@/lib/auth/providers/claims";
import { nameOf } from "@/lib/auth/providers/name";
import type { Provider, ProviderMark } from "@/lib/auth/providers/provider";
import { env } from "@/lib/env/env";

/**
 * One tenant of Microsoft Entra ID, or the tenant of personal accounts.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
 */
export function microsoft(): Provider | null {
  const values = env();
  const { AUTH_MICROSOFT_ENTRA_ID_ID: clientId, AUTH_MICROSOFT_ENTRA_ID_ISSUER: issuer } = values;
  const { AUTH_MICROSOFT_ENTRA_ID_SECRET: clientSecret } = values;
  if (!clientId || !clientSecret || !issuer) return null;
  return {
    id: "microsoft-entra-id",
    name: "Microsoft",
    mark: microsoftMark,
    protocol: "oidc",
    issuer,
    issuerVariable: "AUTH_MICROSOFT_ENTRA_ID_ISSUER",
    clientId,
    clientSecret,
    scope: "openid email profile",
    metadata: () => discoverMetadata(issuer),
    // Its UserInfo has no xms_edov, and so nothing to say about an address.
    userinfoClaims: [],
    chooseAccount: { prompt: "select_account" },
    // Asks for the password again. `auth_time` is an optional claim, off by default, so we cannot
    // require it.
    confirm: (address) => ({ prompt: "login", login_hint: address }),
    verifiedAddressHelp: (t) => t("providers.microsoft.verifiedAddressHelp"),
    claims: readMicrosoftClaims,
  };
}

/** https://learn.microsoft.com/entra/identity-platform/howto-add-branding-in-apps: four squares. */
const microsoftMark: ProviderMark = {
  viewBox: "0 0 21 21",
  paths: [
    { fill: "#F25022", d: "M0 0h10v10H0z" },
    { fill: "#7FBA00", d: "M11 0h10v10H11z" },
    { fill: "#00A4EF", d: "M0 11h10v10H0z" },
    { fill: "#FFB900", d: "M11 11h10v10H11z" },
  ],
};

/**
 * `email` is whatever an administrator of the directory typed; Microsoft sends no `email_verified`.
 * The optional claim `xms_edov` says that Microsoft verified the owner of the address's domain:
 * https://learn.microsoft.com/entra/identity-platform/optional-claims-reference
 * The page calls it a Boolean; Microsoft's tokens contain such claims as 1 and "1" too.
 */
export function readMicrosoftClaims(idToken: Record<string, unknown>): Claims {
  const { sub, email, xms_edov } = idToken;
  const isVerified = xms_edov === true || xms_edov === 1 || xms_edov === "1";
  return toClaims({
    subject: sub,
    email,
    // Without the optional claim, nothing is known about the address.
    email_verified: xms_edov === undefined ? undefined : isVerified,
    email_authoritative: isVerified && isHosted(idToken),
    name: nameOf(idToken),
    picture: undefined,
  });
}

/** The tenant of personal accounts, which may have any address that was verified once. */
const personalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad";
const microsoftMailDomains = ["outlook.com", "hotmail.com", "live.com", "msn.com"];

/** Whether the address is in a domain of the directory, or of Microsoft itself. */
function isHosted({ tid, email }: Record<string, unknown>): boolean {
  return (
    tid !== personalTenant ||
    (typeof email === "string" && microsoftMailDomains.includes(domainOf(email.toLowerCase())))
  );
}
