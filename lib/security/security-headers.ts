import { contentSecurityPolicy, type PolicyInput } from "@/lib/security/content-security-policy";

export type SecurityHeaderInput = PolicyInput & {
  /** The canonical origin of this deployment. */
  origin: string;
};

const yearSeconds = 365 * 24 * 60 * 60;

type SecurityHeaders = Record<string, string> & { "content-security-policy": string };

/** The headers of every page (OWASP ASVS 5.0, V3.4). */
export function securityHeaders(input: SecurityHeaderInput): SecurityHeaders {
  return {
    "content-security-policy": contentSecurityPolicy(input),
    "x-content-type-options": "nosniff",
    // Not "no-referrer": browsers would then send forms with the origin "null".
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ...(input.origin.startsWith("https:") && {
      // No includeSubDomains: the domain's other hosts are not ours to decide for.
      "strict-transport-security": `max-age=${yearSeconds}`,
    }),
  };
}
