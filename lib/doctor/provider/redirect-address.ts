import { isLoopback } from "@/lib/doctor/app-url";
import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";
import type { Verdict } from "@/lib/doctor/provider/authorization-response";

export type RedirectFacts = {
  name: string;
  redirectAddress: string;
  /** What the provider's console calls the list of them, and where it is. */
  place: string;
  idVariable: string;
  ours: Verdict;
  /** The same request with an address that nobody can have registered. */
  control: Verdict;
};

/**
 * Whether the provider would send visitors back to us. That it goes on to its sign-in page shows
 * it only if it refuses another address: some look at the address after the sign-in.
 */
export function checkRedirectAddress(facts: RedirectFacts): Finding {
  const { name, redirectAddress, place, idVariable, ours, control } = facts;
  const check = "redirect address";
  if (ours.kind === "unclear") {
    const text = `could not be told: ${name} answered with ${ours.code}`;
    return warn(check, text, `Compare it yourself: ${redirectAddress} in ${place}.`);
  }
  if (ours.kind === "refused" && ours.because === "client") {
    const fix = `Copy ${idVariable} again from ${place}.`;
    return fail(check, `${name} does not know our client (${ours.code})`, fix);
  }
  if (ours.kind === "refused" && ours.because === "redirect-address") {
    const fix = isInTheClear(redirectAddress)
      ? `Mend AUTH_URL first; then register what stands here instead of ${redirectAddress}.`
      : `Register ${redirectAddress} in ${place}, exactly so; it may take a few minutes to count.`;
    return fail(check, `${name} refuses it (${ours.code})`, fix);
  }
  if (ours.kind === "refused") {
    const fix = `Look the code up in ${name}'s documentation, and compare ${redirectAddress} in ${place}.`;
    return fail(check, `${name} refuses our authorization request (${ours.code})`, fix);
  }
  if (control.kind === "refused") return ok(check, `${name} accepts ${redirectAddress}`);
  return warn(
    check,
    `could not be told: ${name} looks at it only once somebody has signed in`,
    `Compare it yourself: ${redirectAddress} in ${place}.`,
  );
}

/** Nobody should be told to register what other people can read on the way. */
function isInTheClear(redirectAddress: string): boolean {
  const { protocol, hostname } = new URL(redirectAddress);
  return protocol === "http:" && !isLoopback(hostname);
}
