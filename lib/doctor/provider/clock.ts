import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";

/** As much as lib/auth/oauth/id-token.ts forgives. */
const toleranceSeconds = 30;

/**
 * Our clock against the provider's, of which only full seconds are known.
 * @param checksTokens - whether it decides over the times in an ID Token
 */
export function checkClock(name: string, skewSeconds: number, checksTokens: boolean): Finding {
  const check = "clock";
  const seconds = Math.round(Math.abs(skewSeconds));
  if (seconds < toleranceSeconds) return ok(check, "ours agrees");
  const ours = skewSeconds > 0 ? "behind" : "ahead";
  const text = `ours is ${seconds} seconds ${ours} of ${name}'s`;
  const fix = "Set this machine's clock by NTP (timedatectl set-ntp true).";
  return checksTokens
    ? fail(check, `${text}: its ID Tokens are refused`, fix)
    : warn(check, text, fix);
}
