import { type Finding, fail, ok, skipped, warn } from "@/lib/doctor/finding";

type SecretFacts = {
  name: string;
  place: string;
  secretVariable: string;
  /** The token endpoint's error for a made-up code; null if it returned none. */
  code: string | null;
  redirectAddress: string;
};

/**
 * Judges client id and secret by the token endpoint's error for a made-up code. It authenticates the
 * client before it checks the code (RFC 6749, section 3.2.1), so an error about the code means that
 * both are right.
 */
export function checkClientSecret(facts: SecretFacts): Finding {
  const { name, place, secretVariable, code, redirectAddress } = facts;
  const check = "client secret";
  if (code === null) return skipped(check, `${name} returned nothing that tells`);
  if (/^(invalid_grant|bad_verification_code|invalid_code)$/.test(code)) {
    return ok(check, `${name} accepts client id and secret`);
  }
  if (/client|^Not.Found$/i.test(code)) {
    const fix = `Copy client id and secret again from ${place}; a secret may have been replaced or expired.`;
    return fail(check, `${name} rejects ${secretVariable} (${code})`, fix);
  }
  if (/redirect_uri/.test(code)) {
    const fix = `Register ${redirectAddress} in ${place}, exactly as written here.`;
    return fail("redirect address", `${name} rejects it (${code})`, fix);
  }
  const fix = `If sign-ins fail, look up ${code} in ${name}'s documentation.`;
  return warn(check, `could not be determined: ${name} returned ${code}`, fix);
}
