"use server";

import { redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/actor";
import { readConnectOffer, withdrawConnectOffer } from "@/lib/auth/connect-offer";
import { orUnavailable } from "@/lib/auth/or-unavailable";
import { discardToken } from "@/lib/db/used-tokens";

const path = "/account/connections";

/** The account that was proved before the visitor signed in stays apart. */
export async function declineOffer(): Promise<void> {
  await requireActor(path);
  const offer = await readConnectOffer();
  if (offer) await orUnavailable(() => discardToken(offer.id));
  await withdrawConnectOffer();
  redirect(!offer || offer.returnTo === "/" ? path : offer.returnTo);
}
