import { type Finding, fail, ok, skipped, warn } from "@/lib/doctor/finding";

type SecretFacts = {
  name: string;
  place: string;
  secretVariable: string;
  /** The token endpoint's error code upon a made-up code; null when there was no such answer. */
  code: string | null;
  redirectAddress: string;
};

/**
 * Reads a token endpoint's refusal of a made-up code. It authenticates the client before it looks
 * at the code (RFC 6749, section 3.2.1), so that a complaint about the code is good news.
 */
export function checkClientSecret(facts: SecretFacts): Finding {
  const { name, place, secretVariable, code, redirectAddress } = facts;
  const check = "client secret";
  if (code === null) return skipped(check, `${name} gave no answer that says anything about it`);
  if (/^(invalid_grant|bad_verification_code|invalid_code)$/.test(code)) {
    return ok(check, `${name} accepts client id and secret`);
  }
  if (/client|^Not.Found$/i.test(code)) {
    const fix = `Copy client id and secret again from ${place}; a secret may have been replaced or expired.`;
    return fail(check, `${name} refuses ${secretVariable} (${code})`, fix);
  }
  if (/redirect_uri/.test(code)) {
    const fix = `Register ${redirectAddress} in ${place}, exactly so.`;
    return fail("redirect address", `${name} refuses it (${code})`, fix);
  }
  const fix = `If sign-ins fail with it, look ${code} up in ${name}'s documentation.`;
  return warn(check, `could not be told: ${name} answered with ${code}`, fix);
}
