/** The site's name, description and colours, for places that the stylesheet does not reach. */
export const siteName = "Foyer";

export const siteDescription = "Sign in with an account you already have.";

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
