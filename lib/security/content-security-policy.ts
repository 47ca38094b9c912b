/**
 * Which pages a policy is for:
 * - `foyer`: Foyer's own, rendered for each request. Scripts and styles need the response's nonce.
 * - `builder`: a builder's, rendered for each request. As above, but with style attributes.
 * - `prerendered`: a builder's that `foyer.config.ts` lists as prerendered. They can't have a nonce.
 *
 * `sources` are the builder's own, by directive.
 */
export type PagePolicy =
  | { kind: "foyer" }
  | { kind: "builder" | "prerendered"; sources: Partial<Record<string, string[]>> };

export type PolicyInput = {
  nonce: string;
  /** Origins that sign-in forms redirect to, and whose pictures may be shown; see `insecureOrigins`. */
  providerOrigins: string[];
  development: boolean;
  page: PagePolicy;
};

/** The hosts of the pictures that components/avatar-picture.ts shows. */
const pictureHosts = [
  "https://lh3.googleusercontent.com",
  "https://*.githubusercontent.com",
  "https://cdn.discordapp.com",
  "https://gitlab.com/uploads/",
  "https://pbs.twimg.com",
];

/** https://www.w3.org/TR/CSP3/ */
export function contentSecurityPolicy(input: PolicyInput): string {
  const { page, development } = input;
  const directives: Record<string, string[]> = {
    "default-src": ["'none'"],
    "script-src": scripts(input),
    ...styles(input),
    "img-src": ["'self'", "data:", ...pictureHosts],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": formActions(input),
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
  };
  directives["img-src"]?.push(...insecureOrigins(input));
  if (development) allowDevelopmentTools(directives);
  if (page.kind !== "foyer") {
    for (const [name, added = []] of Object.entries(page.sources)) {
      directives[name] = [...(directives[name] ?? ["'self'"]), ...added];
    }
  }
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}

/** Without nonces, as Next.js documents: https://nextjs.org/docs/app/guides/content-security-policy#without-nonces */
function scripts({ nonce, page }: PolicyInput): string[] {
  return page.kind === "prerendered"
    ? ["'self'", "'unsafe-inline'"]
    : ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'"];
}

/**
 * React evaluates strings to show where an error on the server came from, and the tools of Next.js insert
 * `<style>` elements without a nonce. Style attributes keep the rule of production.
 */
function allowDevelopmentTools(directives: Record<string, string[]>): void {
  directives["script-src"]?.push("'unsafe-eval'");
  directives["style-src-elem"] = ["'self'", "'unsafe-inline'"];
}

/** A style attribute (`style={{…}}`) can't carry a nonce. It runs no script. */
function styles({ nonce, page }: PolicyInput): Record<string, string[]> {
  if (page.kind === "prerendered") return { "style-src": ["'self'", "'unsafe-inline'"] };
  const withNonce = { "style-src": ["'self'", `'nonce-${nonce}'`] };
  if (page.kind === "foyer") return withNonce;
  return { ...withNonce, "style-src-attr": ["'unsafe-inline'"] };
}

/**
 * Browsers apply `form-action` to the redirects that follow a form, too. A sign-in redirects from us to
 * the provider, and perhaps on to a company's own sign-in, on hosts that only the provider knows. So
 * this allows any https host, and http only for the providers' own origins.
 */
function formActions(input: PolicyInput): string[] {
  return ["'self'", "https:", ...insecureOrigins(input)];
}

/** Providers on this machine, with their sign-in and their users' pictures; others need https. */
function insecureOrigins({ providerOrigins }: PolicyInput): string[] {
  return [...new Set(providerOrigins.filter((origin) => !origin.startsWith("https:")))];
}
