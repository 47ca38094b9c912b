"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { authorizeFreshAction, authorizeSensitiveAction } from "@/lib/account/action-guard";
import { acceptPendingLink } from "@/lib/auth/linking/accept-pending-link";
import { addressTrust } from "@/lib/auth/linking/link-policy";
import {
  deletePendingLink,
  type PendingLink,
  readPendingLink,
} from "@/lib/auth/linking/pending-link-cookie";
import { trustIn } from "@/lib/auth/linking/trusted-address";
import { setFlash } from "@/lib/flash/flash";
import { markActionStarted } from "@/lib/http/action-call";
import { requestReference } from "@/lib/http/request-context";

const path = "/account/connections";

/**
 * Accepts the pending link: connects the account that its provider verified before this sign-in. On an
 * unknown device that doesn't wait, since both accounts have just proved the same address. An account
 * that was removed has proved nothing of the kind, nor has one at a provider that may not vouch for it.
 */
export async function acceptLink(): Promise<void> {
  markActionStarted();
  const link = await readPendingLink();
  const waits = link !== null && (link.removal !== undefined || !mayVouchFor(link));
  const authorize = waits ? authorizeSensitiveAction : authorizeFreshAction;
  const { user, act } = await authorize(`${path}/offer`);
  if (link?.userId !== user.id) {
    await setFlash({ kind: "offer-gone" });
    redirect(path);
  }
  const { provider } = link;
  const reason = await act((context) => acceptPendingLink(context, link));
  await deletePendingLink();
  const reference = requestReference(await headers());
  await setFlash(
    reason ? { kind: "refused", provider, reason, reference } : { kind: "connected", provider },
  );
  redirect(reason || link.returnTo === "/" ? path : link.returnTo);
}

function mayVouchFor({ provider, email, email_authoritative }: PendingLink): boolean {
  return trustIn(provider, email, email_authoritative) > addressTrust.none;
}
