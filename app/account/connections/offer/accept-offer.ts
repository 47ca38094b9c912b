"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { requireRecentActor } from "@/lib/auth/actor";
import { readConnectOffer, withdrawConnectOffer } from "@/lib/auth/connect-offer";
import { connectOffered } from "@/lib/auth/connect-offered";
import { leaveFlash } from "@/lib/auth/flash";
import { requestReference } from "@/lib/security/request-context";

const path = "/account/connections";

/** Connects the account that was proved before the visitor signed in. */
export async function acceptOffer(): Promise<void> {
  const { visitor, act } = await requireRecentActor(`${path}/offer`);
  const offer = await readConnectOffer();
  if (offer?.userId !== visitor.id) {
    await leaveFlash({ kind: "offer-gone" });
    redirect(path);
  }
  const { provider } = offer;
  const reason = await act((actor) => connectOffered(actor, offer));
  await withdrawConnectOffer();
  const reference = requestReference(await headers());
  await leaveFlash(
    reason ? { kind: "refused", provider, reason, reference } : { kind: "connected", provider },
  );
  redirect(reason || offer.returnTo === "/" ? path : offer.returnTo);
}
