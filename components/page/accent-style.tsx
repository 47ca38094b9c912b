import { siteAccent } from "@/lib/brand";

/** Puts the builder's accent in place of the colours in app/globals.css; nothing without an accent. */
export function AccentStyle({ nonce }: { nonce?: string }) {
  return siteAccent && <style nonce={nonce}>{accentCss(siteAccent)}</style>;
}

function accentCss({ light, dark }: NonNullable<typeof siteAccent>): string {
  const [inLight, inDark] = [light, dark].map(({ lamp, glow }) => `--lamp:${lamp};--glow:${glow}`);
  return `:root{${inLight}}:root[data-theme=dark]{${inDark}}@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${inDark}}}`;
}
