import type { Accent } from "@/lib/brand";

/**
 * The colours of a page that follow from one accent. The lamp stays between the page and the mark's shape,
 * so that it shows on both; the glow stays so close to the page that text keeps its contrast on it.
 * @param accent - such as #3d7be2
 */
export function accentColours(accent: string): Accent {
  const color = parse(accent);
  return {
    light: {
      lamp: format(within(color, { darkest: 0.14, lightest: 0.44 })),
      glow: format(mix(surfaces.light, color, glowShare)),
    },
    dark: {
      lamp: format(within(color, { darkest: 0.2, lightest: 0.55 })),
      glow: format(mix(surfaces.dark, color, glowShare)),
    },
  };
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(parse(one)), luminance(parse(other))].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

type Color = [red: number, green: number, blue: number];

/** `surface` of app/globals.css. */
const surfaces: Record<keyof Accent, Color> = { light: [255, 254, 252], dark: [28, 26, 24] };
/** More would leave muted text below 4.5:1 for some accents. */
const glowShare = 0.12;
const step = 0.02;

/** Moves a colour towards black or white until its luminance is within the limits. */
function within(color: Color, { darkest, lightest }: { darkest: number; lightest: number }): Color {
  if (luminance(color) > lightest)
    return within(mix(color, [0, 0, 0], step), { darkest, lightest });
  if (luminance(color) < darkest)
    return within(mix(color, [255, 255, 255], step), { darkest, lightest });
  return color;
}

function mix([red, green, blue]: Color, [r, g, b]: Color, share: number): Color {
  const at = (from: number, to: number) => from + (to - from) * share;
  return [at(red, r), at(green, g), at(blue, b)];
}

function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(hex: string): Color {
  const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
}

function format(color: Color): string {
  return `#${color.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}
