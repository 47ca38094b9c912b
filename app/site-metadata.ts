import type { Metadata } from "next";
import { siteDescription, siteName } from "@/lib/brand";

/** The titles and the description of every page. */
export const siteMetadata: Metadata = {
  title: { default: siteName, template: `%s · ${siteName}` },
  description: siteDescription,
};
