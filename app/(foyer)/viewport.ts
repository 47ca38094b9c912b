import type { Viewport } from "next";
import { siteColours } from "@/lib/brand";

/** The colours that browsers show around Foyer's pages. */
export const foyerViewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: siteColours.light.ground },
    { media: "(prefers-color-scheme: dark)", color: siteColours.dark.ground },
  ],
};
