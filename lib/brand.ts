/**
 * The site's name, description, mark, colours and legal links. They come from `foyer.config.ts`:
 * `next.config.ts` puts the checked values into the build, so that the browser gets these alone and not
 * the rest of the settings. Outside a build, such as on the command line, the defaults stand in.
 */
const brand: Brand = process.env.FOYER_BRAND ? JSON.parse(process.env.FOYER_BRAND) : defaultBrand();

export const siteName = brand.name;

export const siteDescription = brand.description;

/** Terms, privacy and help, as far as they are set. */
export const siteLinks = brand.links;

/** The mark as SVG path data: by default an archway with a lit door. */
export const siteMark: Mark = brand.logo ?? {
  viewBox: "0 0 24 28",
  shape: "M0 28V12a12 12 0 0 1 24 0v16z",
  light: "M6.5 28V14.5a5.5 5.5 0 0 1 11 0V28z",
};

/**
 * Colours of app/globals.css, under the same names, for pages that may load nothing and for the
 * browser's own frame. `brand.test.ts` fails if the two differ.
 */
export const siteColours = {
  light: {
    ground: "#efece7",
    surface: "#fffefc",
    raised: "#f7f4f0",
    ink: "#1d1a16",
    muted: "#625b52",
    line: "#ddd7ce",
    edge: "#857c72",
    lamp: "#e2a33d",
    glow: "#fbf0dc",
    ...brand.accent?.light,
  },
  dark: {
    ground: "#121110",
    surface: "#1c1a18",
    raised: "#24211e",
    ink: "#f3efe9",
    muted: "#aca49a",
    line: "#37332e",
    edge: "#857d73",
    lamp: "#f0b454",
    glow: "#3a2d1a",
    ...brand.accent?.dark,
  },
};

/** The colours that replace those of app/globals.css; null without an accent of the builder's. */
export const siteAccent = brand.accent ?? null;

/** What a site is called until its `foyer.config.ts` says otherwise. */
export function defaultBrand(): Brand {
  return { name: "Foyer", description: "Sign in with an account you already have.", links: [] };
}

export type Brand = {
  name: string;
  description: string;
  logo?: Mark | undefined;
  accent?: Accent | undefined;
  links: SiteLink[];
};

export type Mark = {
  viewBox: string;
  /** Drawn in the colour of text. */
  shape: string;
  /** Drawn over it, in the accent; on failure pages it is dark. */
  light?: string | undefined;
};

export type Accent = Record<"light" | "dark", { lamp: string; glow: string }>;

/** `frame.links` of `messages/` has the words. */
export type SiteLink = { key: "terms" | "privacy" | "help"; href: string };
