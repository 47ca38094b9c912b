"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { authorizeFreshAction } from "@/lib/account/action-guard";
import { acceptPendingLink } from "@/lib/auth/linking/accept-pending-link";
import { deletePendingLink, readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { setFlash } from "@/lib/flash/flash";
import { requestReference } from "@/lib/http/request-context";

const path = "/account/connections";

/** Accepts the pending link: connects the account that its provider verified before this sign-in. */
export async function acceptLink(): Promise<void> {
  const { user, act } = await authorizeFreshAction(`${path}/offer`);
  const link = await readPendingLink();
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
