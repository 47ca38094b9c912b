import localFont from "next/font/local";
import { subsetVariables } from "@/app/font-subsets";

/** Geist's Latin subset, which every page of Foyer's preloads. */
const latin = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  variable: "--font-geist",
  weight: "100 900",
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

/** Classes of `<html>`: one CSS variable per subset of Geist, which app/globals.css puts in order. */
export const fontVariables = `${latin.variable} ${subsetVariables}`;
