import Bowser from "bowser";

export type DeviceKind = "desktop" | "mobile" | "tablet" | "unknown";

/** A name that a browser gives itself may be of any length. */
const maxNameLength = 40;

/** Browser and system in words, as far as they can be told from what the browser calls itself. */
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
