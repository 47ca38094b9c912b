import { expect, it } from "vitest";
import { isUngated } from "./ungated";

it.each([
  ["/api/webhook", true],
  ["/api/authors", true],
  ["/_next/static/chunks/a.js", true],
  ["/_next/image", true],
  ["/icon", true],
  ["/apple-icon", true],
  ["/manifest.webmanifest", true],
  ["/brand/opengraph-image", true],
  ["/icons", false],
  ["/", false],
  ["/account", false],
  ["/webhook", false],
  ["/api/auth/session", false],
  ["/api/%61uth/session", false],
  ["/api/health", false],
  ["/api/auth/callback/%E0%A4%A", false],
  ["/api/webhook/%", false],
  ["/_next/data/x", false],
])("%s goes past the gate: %s", (path, isPast) => {
  expect(isUngated(path)).toBe(isPast);
});
