/** The app's name: `siteName` of lib/brand.ts, which e2e tests do not import. */
export const siteName = "Foyer";
