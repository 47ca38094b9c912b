import Bowser from "bowser";
import { cleanForeignText } from "@/components/text/clean-foreign-text";
import type { Translator } from "@/lib/i18n/translator";

export type DeviceKind = "desktop" | "mobile" | "tablet" | "unknown";

/** Browsers can send a name of any length. */
const maxNameLength = 40;

/** Names the browser and its system, as far as the user agent tells: a client can send any. */
export function describeDevice(
  userAgent: string | null,
  t: Translator,
): { name: string; kind: DeviceKind } {
  if (!userAgent) return { name: t("device.unknownBrowser"), kind: "unknown" };
  const parsed = Bowser.parse(userAgent);
  const browser = shortName(parsed.browser.name) || t("device.unknownBrowser");
  const system = shortName(parsed.os.name);
  return {
    name: system ? t("device.browserOnSystem", { browser, system }) : browser,
    kind: kinds[parsed.platform.type ?? ""] ?? "unknown",
  };
}

/** The question before a device is signed out. It names the device only if that told which browser it is. */
export function signOutTitle(userAgent: string | null, t: Translator): string {
  const browser = userAgent && shortName(Bowser.parse(userAgent).browser.name);
  return browser
    ? t("devices.signOut.title", { device: describeDevice(userAgent, t).name })
    : t("devices.signOut.titleUnknown");
}

/** Goes into sentences, where a client's own controls could reorder the words around it. */
function shortName(name = ""): string {
  return cleanForeignText(name).slice(0, maxNameLength);
}

const kinds: Record<string, DeviceKind> = {
  desktop: "desktop",
  mobile: "mobile",
  tablet: "tablet",
};
