import "server-only";
import {
  type AddressTrust,
  addressTrust,
  decideSeparateUserAddress,
  type HolderFacts,
} from "@/lib/auth/linking/link-policy";
import { trustIn } from "@/lib/auth/linking/trusted-address";
import { findProvider } from "@/lib/auth/providers/registry";
import type { Confirmation } from "@/lib/db/address-confirmations";
import type { ClaimingAccount } from "@/lib/db/address-handover";

/**
 * What a user's accounts prove about their address. The trust in a domain's own provider fades: it may
 * have given the address to someone else since.
 */
export function confirmationFacts(
  confirmations: Confirmation[],
  email: string,
): Pick<HolderFacts, "isConfirmed" | "trust"> {
  const trusts = confirmations
    .filter(isOfConfiguredIssuer)
    .map(({ provider, isRecent, isAuthoritative }) => ({
      isRecent,
      trust: isRecent
        ? trustIn(provider, email, isAuthoritative)
        : Math.min(trustIn(provider, email, false), addressTrust.verified),
    }));
  return {
    isConfirmed: trusts.some(({ isRecent, trust }) => isRecent && trust > addressTrust.none),
    trust: Math.max(addressTrust.none, ...trusts.map(({ trust }) => trust)) as AddressTrust,
  };
}

/** Whether an account is at the server that its provider is now: at another one, it proves nothing. */
export function isOfConfiguredIssuer({
  provider,
  issuer,
}: Pick<Confirmation, "provider" | "issuer">): boolean {
  const configured = findProvider(provider)?.issuer;
  return issuer === null || configured === undefined || issuer === configured;
}

/**
 * Whether the user of an account gets its address from the user whose own it is so far: only from one for
 * whom no provider confirmed it within 180 days, and never from a provider that is trusted more.
 */
export function mayTakeOverAddress(
  { provider, email, emailAuthoritative }: ClaimingAccount,
  confirmations: Confirmation[],
): boolean {
  const holder = confirmationFacts(confirmations, email);
  const trust = trustIn(provider, email, emailAuthoritative);
  return (
    !holder.isConfirmed &&
    trust > addressTrust.none &&
    decideSeparateUserAddress(holder, trust) === "take-over"
  );
}
