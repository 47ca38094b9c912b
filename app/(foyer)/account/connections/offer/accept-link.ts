"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { authorizeFreshAction, authorizeSensitiveAction } from "@/lib/account/action-guard";
import { acceptPendingLink } from "@/lib/auth/linking/accept-pending-link";
import { deletePendingLink, readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { setFlash } from "@/lib/flash/flash";
import { requestReference } from "@/lib/http/request-context";

const path = "/account/connections";

/**
 * Accepts the pending link: connects the account that its provider verified before this sign-in. On an
 * unknown device that doesn't wait, since both accounts have just proved the same address. An account
 * that was removed has proved nothing of the kind.
 */
export async function acceptLink(): Promise<void> {
  const link = await readPendingLink();
  const authorize = link?.removal ? authorizeSensitiveAction : authorizeFreshAction;
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
