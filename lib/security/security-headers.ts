export type SecurityHeaderInput = {
  nonce: string;
  /** The canonical origin of this deployment. */
  origin: string;
  /** Origins that sign-in forms redirect to; see `formActions`. */
  providerOrigins: string[];
  development: boolean;
};

const yearSeconds = 365 * 24 * 60 * 60;

/** The hosts of the pictures that components/avatar-picture.ts shows. */
const pictureHosts = [
  "https://lh3.googleusercontent.com",
  "https://*.githubusercontent.com",
  "https://cdn.discordapp.com",
  "https://gitlab.com/uploads/",
  "https://pbs.twimg.com",
];

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

/** https://www.w3.org/TR/CSP3/ */
function contentSecurityPolicy(input: SecurityHeaderInput): string {
  const { nonce, development } = input;
  // In development, React evaluates strings and the bundler injects styles.
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`;
  const styles = development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    `img-src 'self' data: ${pictureHosts.join(" ")}`,
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `form-action ${formActions(input)}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Browsers apply `form-action` to the redirects that follow a form, too. A sign-in redirects from us to
 * the provider, and perhaps on to a company's own sign-in, on hosts that only the provider knows. So
 * this allows any https host, and http only for the providers' own origins.
 */
function formActions({ providerOrigins }: SecurityHeaderInput): string {
  const insecure = providerOrigins.filter((origin) => !origin.startsWith("https:"));
  return ["'self'", "https:", ...new Set(insecure)].join(" ");
}
