"use server";

import { redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/actor";
import { readConnectOffer, withdrawConnectOffer } from "@/lib/auth/connect-offer";

const path = "/account/connections";

/** The account that was proved before the visitor signed in stays apart. */
export async function declineOffer(): Promise<void> {
  await requireActor(path);
  const offer = await readConnectOffer();
  await withdrawConnectOffer();
  redirect(!offer || offer.returnTo === "/" ? path : offer.returnTo);
}
