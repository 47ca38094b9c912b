import type { Mark } from "../brand";

/** The settings in `foyer.config.ts`, which belongs to the builder. */
export type FoyerConfig = {
  /**
   * Paths of the builder's prerendered pages. `/*` at the end stands for every path below:
   * `/blog/*` covers `/blog/a` and `/blog/a/b`, but not `/blog`. Prerendered pages can't have a
   * nonce, so these get a weaker policy: docs/security.md says what that costs.
   */
  prerendered?: string[];
  /**
   * Sources to add to the Content Security Policy of the builder's pages, by directive:
   * `{ "connect-src": ["https://api.example.com"] }`. Foyer's own pages keep their policy. Hosts in
   * `script-src` count on prerendered pages only: elsewhere browsers ask for the nonce instead.
   */
  contentSecurityPolicy?: Partial<Record<ExtensibleDirective, string[]>>;
  /**
   * The longest bodies that the builder's routes get, by path: `{ "/api/upload": "50mb", "/api/*": "1mb" }`.
   * The most specific path counts. Longer bodies get 413. Without an entry, Next.js's limits apply:
   * none for route handlers, or 10 MB where a proxy runs; docs/decisions/029-every-other-address.md.
   */
  bodyLimits?: Record<string, string>;
  /**
   * The roles that users can have. `user` is a new user's, and `admin` may do what operators do; both
   * are always there. Add your own: `["user", "editor", "admin"]`.
   */
  roles?: string[];
  /** Whom visitors ask for help, such as someone who may not sign in: an e-mail address. */
  supportEmail?: string;
  /** The site's name and looks, on every page of Foyer's, in the browser's tab and where links are shared. */
  brand?: {
    name?: string;
    /** What search engines and shared links show. */
    description?: string;
    /** SVG path data. Both paths share the view box. */
    logo?: Mark;
    /** One colour, such as "#3d7be2"; the shades for light and dark pages follow from it. */
    accent?: string;
  };
  /**
   * Paths, or addresses that begin with https://, for the foot of every page of Foyer's. Providers ask for
   * the first two when they verify an app. Without `help`, the link is to `supportEmail`.
   */
  legal?: { terms?: string; privacy?: string; help?: string };
};

/** The directives that a builder can add sources to. */
export const extensibleDirectives = [
  "connect-src",
  "font-src",
  "frame-src",
  "img-src",
  "manifest-src",
  "media-src",
  "script-src",
  "style-src",
  "worker-src",
] as const;

type ExtensibleDirective = (typeof extensibleDirectives)[number];
