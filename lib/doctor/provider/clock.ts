import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";

/** The tolerance of lib/auth/oauth/id-token.ts. */
const toleranceSeconds = 30;

/**
 * Compares our clock with the provider's `Date` header, which has whole seconds.
 * @param checksTokens - whether we check the times in an ID Token against our clock
 */
export function checkClock(name: string, skewSeconds: number, checksTokens: boolean): Finding {
  const check = "clock";
  const seconds = Math.round(Math.abs(skewSeconds));
  if (seconds < toleranceSeconds) return ok(check, "in sync");
  const ours = skewSeconds > 0 ? "behind" : "ahead";
  const text = `ours is ${seconds} seconds ${ours} of ${name}'s`;
  const fix = `Set this machine's clock by NTP (timedatectl set-ntp true); if it is right, ${name}'s is wrong.`;
  return checksTokens
    ? fail(check, `${text}: the app rejects its ID Tokens`, fix)
    : warn(check, text, fix);
}
