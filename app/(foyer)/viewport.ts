import type { Viewport } from "next";
import { siteColours } from "@/lib/brand";
import type { Theme } from "@/lib/http/theme";

/** The colours that browsers show around a page in this theme. */
export function viewportOf(theme: Theme): Viewport {
  if (theme) return { colorScheme: theme, themeColor: siteColours[theme].ground };
  return {
    colorScheme: "light dark",
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: siteColours.light.ground },
      { media: "(prefers-color-scheme: dark)", color: siteColours.dark.ground },
    ],
  };
}
