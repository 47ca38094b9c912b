import { describe, expect, it } from "vitest";
import { siteColours } from "@/lib/brand";
import { accentColours, contrast } from "./accent";

const accents = ["#000000", "#ffffff", "#ffff00", "#0000ff", "#ff0000", "#00ff00", "#3d7be2"];

describe.each(accents)("the accent %s", (accent) => {
  const colours = accentColours(accent);

  it.each(["light", "dark"] as const)("shows in the %s mark and beside it", (scheme) => {
    const { ink, surface } = siteColours[scheme];
    const { lamp } = colours[scheme];
    expect(contrast(lamp, scheme === "light" ? ink : surface)).toBeGreaterThan(3);
    expect(contrast(lamp, scheme === "light" ? surface : ink)).toBeGreaterThan(1.5);
  });

  it.each(["light", "dark"] as const)("leaves %s text readable on its glow", (scheme) => {
    const { ink, muted } = siteColours[scheme];
    for (const text of [ink, muted])
      expect(contrast(text, colours[scheme].glow)).toBeGreaterThan(4.5);
  });
});

it("is used as it is where it already shows", () => {
  expect(accentColours("#3d7be2").light.lamp).toBe("#3d7be2");
});

it("measures the contrast of WCAG", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
