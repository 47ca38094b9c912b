/** What the app calls itself: `siteName` of lib/brand.ts, which tests do not import. */
export const siteName = "Foyer";
