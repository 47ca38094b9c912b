/** The site's name, description and colours, for places that the stylesheet does not reach. */
export const siteName = "Foyer";

export const siteDescription = "Sign in with an account you already have.";

/** The mark, an archway with a lit door, as SVG path data. app/icon.svg repeats it: a test compares them. */
export const siteMark = {
  viewBox: "0 0 24 28",
  arch: "M0 28V12a12 12 0 0 1 24 0v16z",
  door: "M6.5 28V14.5a5.5 5.5 0 0 1 11 0V28z",
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
    glow: "#2c241a",
  },
};
