import { isLoopback } from "@/lib/doctor/app-address/app-url";
import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";
import type { Verdict } from "@/lib/doctor/provider/authorization-response";

export type RedirectFacts = {
  name: string;
  redirectAddress: string;
  /** Where to register it: the provider's console. */
  place: string;
  idVariable: string;
  ours: Verdict;
  /** The same request with an address that cannot be registered. */
  control: Verdict;
};

/**
 * Whether the provider would redirect visitors back to us. Its sign-in page proves that only if the
 * provider rejects another address: some check the address after the sign-in.
 */
export function checkRedirectAddress(facts: RedirectFacts): Finding {
  const { name, redirectAddress, place, idVariable, ours, control } = facts;
  const check = "redirect address";
  if (ours.kind === "unclear") {
    const text = `could not be determined: ${name} returned ${ours.code}`;
    return warn(check, text, `Compare it yourself: ${redirectAddress} in ${place}.`);
  }
  if (ours.kind === "refused" && ours.because === "client") {
    const fix = `Copy ${idVariable} again from ${place}.`;
    return fail(check, `${name} does not know our client (${ours.code})`, fix);
  }
  if (ours.kind === "refused" && ours.because === "redirect-address") {
    const fix = isInTheClear(redirectAddress)
      ? `Correct AUTH_URL first, then register the new address instead of ${redirectAddress}.`
      : `Register ${redirectAddress} in ${place}, exactly as written here; it may take a few minutes to work.`;
    return fail(check, `${name} rejects it (${ours.code})`, fix);
  }
  if (ours.kind === "refused") {
    const fix = `Look up the code in ${name}'s documentation, and compare ${redirectAddress} in ${place}.`;
    return fail(check, `${name} rejects our authorization request (${ours.code})`, fix);
  }
  if (control.kind === "refused") return ok(check, `${name} accepts ${redirectAddress}`);
  return warn(
    check,
    `could not be determined: ${name} checks it only after a user has signed in`,
    `Compare it yourself: ${redirectAddress} in ${place}.`,
  );
}

/** We recommend no address whose sign-ins others on the network can read. */
function isInTheClear(redirectAddress: string): boolean {
  const { protocol, hostname } = new URL(redirectAddress);
  return protocol === "http:" && !isLoopback(hostname);
}
