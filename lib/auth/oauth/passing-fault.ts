import { type ProviderError, providerErrorOf } from "@/lib/auth/oauth/provider-error";

/** RFC 6749, sections 4.1.2.1 and 5.2, and GitHub's name for an invalid_grant: another code may work. */
const passingCodes = [
  ...["invalid_grant", "bad_verification_code"],
  ...["server_error", "temporarily_unavailable", "slow_down"],
];

/**
 * Whether a provider's fault may pass by itself, so that it makes sense to try again. A wrong secret, a
 * signature that we don't accept or a missing nonce stay until a setting changes.
 */
export function isPassing(error: unknown): boolean {
  const fault = providerErrorOf(error);
  return fault !== undefined && mayPass(fault);
}

function mayPass({ code, detail }: ProviderError): boolean {
  switch (code) {
    case "unreachable":
    case "timeout":
    case "too-large":
      return true;
    case "bad-status":
      return detail === 408 || detail === 429 || Number(detail) >= 500;
    case "error-response":
      return passingCodes.includes(String(detail));
    default:
      return false;
  }
}

/** Whether the error code of an authorization response names a fault that may pass. */
export function isPassingCode(code: string): boolean {
  return passingCodes.includes(code);
}
