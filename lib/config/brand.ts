import type { Brand, SiteLink } from "../brand";
import { accentColours } from "./accent";
import { type Config, config } from "./config";

/** What the settings say about the site's looks and its legal pages, as lib/brand.ts has it. */
export function configuredBrand({ brand, legal, supportEmail }: Config = config()): Brand {
  const { name, description, logo, accent } = brand;
  const help = legal.help ?? (supportEmail && `mailto:${supportEmail}`);
  return {
    name,
    description,
    logo,
    accent: accent ? accentColours(accent) : undefined,
    links: [link("terms", legal.terms), link("privacy", legal.privacy), link("help", help)].flat(),
  };
}

function link(key: SiteLink["key"], href: string | undefined): SiteLink[] {
  return href ? [{ key, href }] : [];
}
