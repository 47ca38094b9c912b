import localFont from "next/font/local";
import { subsetVariables } from "@/app/font-subsets";

/**
 * The same as in app/fonts.ts, without a preload: Next.js makes app/global-not-found.tsx part of every
 * page, so a builder's pages would preload its font. It has a name of its own (Next.js takes it from the constant): two fonts of one
 * name would both be loaded.
 */
const latinLater = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  variable: "--font-geist",
  weight: "100 900",
  preload: false,
  // If the font isn't there at once, the page keeps the fallback, so nothing shifts under a finger.
  display: "optional",
  adjustFontFallback: "Arial",
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    },
  ],
});

/** Classes of `<html>` for a document that doesn't preload its font. */
export const laterFontVariables = `${latinLater.variable} ${subsetVariables}`;
