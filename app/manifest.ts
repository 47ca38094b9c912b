import type { MetadataRoute } from "next";
import { siteColours, siteDescription, siteName } from "@/lib/brand";

/** What phones show of the site when its visitor adds it to the home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: siteName,
    short_name: siteName,
    description: siteDescription,
    start_url: "/",
    display: "browser",
    background_color: siteColours.light.ground,
    theme_color: siteColours.light.ground,
    icons: [
      { src: "/icon", type: "image/svg+xml", sizes: "any" },
      { src: "/apple-icon", type: "image/png", sizes: "180x180" },
    ],
  };
}
