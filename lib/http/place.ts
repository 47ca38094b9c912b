import Bowser from "bowser";
import type { Device } from "@/lib/http/device";
import { ipNetwork } from "@/lib/http/ip-network";

/** What differs from the device that opened a session; null if nothing does. */
export type PlaceDifference = "network" | "browser" | "network, browser" | null;

/**
 * How the place of a request differs from another one: by its network, or by the family of its browser
 * and system. What the other one doesn't tell can't differ.
 */
export function placeDifference(other: Device, here: Device): PlaceDifference {
  const hasOtherBrowser = !isSameBrowser(other.userAgent, here.userAgent);
  if (isSameNetwork(other.ip, here.ip)) return hasOtherBrowser ? "browser" : null;
  return hasOtherBrowser ? "network, browser" : "network";
}

function isSameNetwork(other: string | null, here: string | null): boolean {
  if (other === null || here === null || other === here) return true;
  return ipNetwork(other) === ipNetwork(here);
}

/** A browser that updates itself stays the same, so versions don't count. */
function isSameBrowser(other: string | null, here: string | null): boolean {
  if (other === null || other === here) return true;
  return here !== null && familyOf(other) === familyOf(here);
}

function familyOf(userAgent: string): string {
  const { browser, os } = Bowser.parse(userAgent);
  return `${browser.name} on ${os.name}`;
}
