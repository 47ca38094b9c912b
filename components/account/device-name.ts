import Bowser from "bowser";

export type DeviceKind = "desktop" | "mobile" | "tablet" | "unknown";

/** Browsers can send a name of any length. */
const maxNameLength = 40;

/** Names the browser and its system, as far as the user agent tells: a client can send any. */
export function describeDevice(userAgent: string | null): { name: string; kind: DeviceKind } {
  if (!userAgent) return { name: "Unknown browser", kind: "unknown" };
  const { browser, os, platform } = Bowser.parse(userAgent);
  const parts = [browser.name || "Unknown browser", os.name].filter((part): part is string =>
    Boolean(part),
  );
  const name = parts.map((part) => part.slice(0, maxNameLength)).join(" on ");
  return { name, kind: kinds[platform.type ?? ""] ?? "unknown" };
}

const kinds: Record<string, DeviceKind> = {
  desktop: "desktop",
  mobile: "mobile",
  tablet: "tablet",
};
