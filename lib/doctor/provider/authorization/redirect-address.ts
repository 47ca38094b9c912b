import { isLoopback } from "@/lib/doctor/app-address/app-url";
import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";
import type { Verdict } from "@/lib/doctor/provider/authorization/authorization-response";
import { openIdVariable } from "@/lib/doctor/provider/openid-variable";
import { quoteError } from "@/lib/doctor/provider/quote";

export type RedirectFacts = {
  name: string;
  redirectAddress: string;
  /** Where to register it: the provider's console. */
  place: string;
  idVariable: string;
  /** The scopes that the app asks for. */
  scope: string;
  ours: Verdict;
  /** The same request with an address that cannot be registered. */
  control: Verdict;
};

const check = "redirect address";

/**
 * Whether the provider would redirect visitors back to us. Its sign-in page proves that only if the
 * provider rejects another address: some check the address after the sign-in.
 */
export function checkRedirectAddress(facts: RedirectFacts): Finding {
  const { name, redirectAddress, place, ours, control } = facts;
  if (ours.kind === "unclear") {
    const text = `could not be determined: ${name} returned ${ours.code}`;
    return warn(check, text, `Compare it yourself: ${redirectAddress} in ${place}.`);
  }
  if (ours.kind === "refused") return rejected(facts, ours);
  if (control.kind === "refused" || isClientError(control)) {
    return ok(check, `${name} accepts ${redirectAddress}, and rejects one that is not registered`);
  }
  return warn(
    check,
    `could not be determined: ${name} checks it only after a user has signed in`,
    `Compare it yourself: ${redirectAddress} in ${place}.`,
  );
}

/** Only the address differs, so such a status is about the address; unless we were too fast. */
function isClientError(control: Verdict): boolean {
  return control.kind === "unclear" && /^status 4(?!08|25|29)\d\d$/.test(control.code);
}

type Refusal = Extract<Verdict, { kind: "refused" }>;

function rejected(facts: RedirectFacts, { because, code, description }: Refusal): Finding {
  const { name, redirectAddress, place, idVariable } = facts;
  const reason = quoteError(code, description);
  switch (because) {
    case "client": {
      const copy = `Copy ${idVariable} again from ${place}.`;
      if (code !== "unauthorized_client") {
        return fail(check, `${name} does not know our client (${reason})`, copy);
      }
      const text = `${name} does not accept our client (${reason})`;
      return fail(check, text, `${copy} If it is right, ${allowCodeFlow}.`);
    }
    case "redirect-address": {
      const fix = isInTheClear(redirectAddress)
        ? `Correct AUTH_URL first, then register the new address instead of ${redirectAddress}.`
        : `Register ${redirectAddress} in ${place}, exactly as written here; it may take a few minutes to work.`;
      return fail(check, `${name} rejects it (${reason})`, fix);
    }
    case "something":
      return fail(
        check,
        `${name} rejects our authorization request (${reason})`,
        adviceOn(code, facts),
      );
  }
}

const allowCodeFlow = "allow the client the authorization code flow (response type code)";

/** The codes of RFC 6749, section 4.1.2.1. */
function adviceOn(
  code: string,
  { name, redirectAddress, place, idVariable, scope }: RedirectFacts,
) {
  if (code === "unauthorized_client" || code === "unsupported_response_type") {
    return `In ${place}, ${allowCodeFlow}; compare ${idVariable} too.`;
  }
  if (code === "invalid_scope") {
    const variable = openIdVariable(idVariable, "SCOPE");
    const fewer = variable ? `, or ask for fewer with ${variable}` : "";
    return `In ${place}, allow the client the scopes ${scope}${fewer}.`;
  }
  if (code === "server_error" || code === "temporarily_unavailable") {
    return `Look in ${name}'s own log, or try again later.`;
  }
  if (code.startsWith("status ")) {
    return `It gives no reason; most often the address is not registered. Register ${redirectAddress} in ${place}, and compare ${idVariable}.`;
  }
  return `Look up the code in ${name}'s documentation, and compare ${redirectAddress} in ${place}.`;
}

/** We recommend no address whose sign-ins others on the network can read. */
function isInTheClear(redirectAddress: string): boolean {
  const { protocol, hostname } = new URL(redirectAddress);
  return protocol === "http:" && !isLoopback(hostname);
}
