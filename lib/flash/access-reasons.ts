/**
 * Why an account can't be used here, as the next page says it: after connecting one, or after "Start a new
 * account". A refused sign-in has a page of its own, lib/failures/access-failures.ts. The reasons are those
 * of `AccessReason`, which the compiler compares where a message is set.
 */
export const accessReasons = [
  "suspended",
  "address-not-allowed",
  "awaiting-approval",
  "sign-up-closed",
  "invitation-required",
  "invitation-of-another",
  "invitation-unusable",
] as const;
