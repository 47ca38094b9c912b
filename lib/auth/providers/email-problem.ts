/** Why claims have no verified address, as the log names it. */
export type EmailProblem =
  /** There is none. */
  | "email-missing"
  /** The user granted other scopes, but not that of the address. */
  | "email-not-shared"
  /** It can't be an address. */
  | "email-invalid"
  /** The provider doesn't say whether it is verified. */
  | "email-verified-missing"
  /** It says so, but not as a Boolean (OpenID Connect Core 1.0, section 5.1): "true", 1. */
  | "email-verified-not-boolean"
  /** The provider says that it is not verified. */
  | "email-unverified";

/**
 * @param raw - as the provider sent them
 * @param email - the address, if `raw` has a valid one
 */
export function findEmailProblem(
  raw: { email: unknown; email_verified: unknown },
  email: string | null,
): EmailProblem | null {
  if (raw.email === undefined || raw.email === null || raw.email === "") return "email-missing";
  if (email === null) return "email-invalid";
  if (raw.email_verified === undefined || raw.email_verified === null) {
    return "email-verified-missing";
  }
  if (typeof raw.email_verified !== "boolean") return "email-verified-not-boolean";
  return raw.email_verified ? null : "email-unverified";
}
