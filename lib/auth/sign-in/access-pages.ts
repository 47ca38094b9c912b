import "server-only";
import type { AccessReason, Suspension } from "@/lib/auth/access/decide-access";
import type { KeptOut, RefusedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { config } from "@/lib/config/config";
import {
  addressNotAllowed,
  awaitingApproval,
  invitationOfAnother,
  invitationRequired,
  invitationUnusable,
  type RefusedVisitor,
  recoveryUnusable,
  recoveryWithTakenAccount,
  signUpClosed,
  suspended,
} from "@/lib/failures/access-failures";
import type { Failure } from "@/lib/failures/failures";

/** Why someone whom a provider has authenticated may not sign in. */
type PageReason = AccessReason | "recovery-unusable" | "account-of-another" | "address-of-another";
export type RefusedAccess = (RefusedSignIn | KeptOut) & { reason: PageReason };

type Page = (visitor: RefusedVisitor, suspension: Suspension) => Failure;

const pages: Record<PageReason, Page> = {
  suspended,
  "address-not-allowed": addressNotAllowed,
  "awaiting-approval": awaitingApproval,
  "sign-up-closed": signUpClosed,
  "invitation-required": invitationRequired,
  "invitation-of-another": invitationOfAnother,
  "invitation-unusable": invitationUnusable,
  "recovery-unusable": recoveryUnusable,
  // A sign-in is refused for these only with a recovery link.
  "account-of-another": recoveryWithTakenAccount,
  "address-of-another": recoveryWithTakenAccount,
};

const noDetails = { until: null, reason: null };

export function isRefusedAccess(refused: RefusedSignIn | KeptOut): refused is RefusedAccess {
  return Object.hasOwn(pages, refused.reason);
}

/** Whether trying again with the same link, and another account, would fail just the same. */
export function isLinkUnusable({ reason }: RefusedAccess): boolean {
  return reason === "invitation-unusable" || reason === "recovery-unusable";
}

/** @param signInHref - the sign-in page, on which the visitor may use another account */
export function toAccessFailure(refused: RefusedAccess, signInHref: string): Failure {
  const { email = null } = refused;
  const { supportEmail } = config();
  const useAnother = {
    href: signInHref,
    label: "failures.actions.useAnotherAccount",
  } as const;
  const suspension = ("suspension" in refused && refused.suspension) || noDetails;
  return pages[refused.reason]({ email, supportEmail, useAnother }, suspension);
}
