"use server";

import { redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/actor";
import { withdrawConnectOffer } from "@/lib/auth/connect-offer";

/** The account that was proved before the visitor signed in stays apart. */
export async function declineOffer(): Promise<void> {
  await requireActor("/account/connections");
  await withdrawConnectOffer();
  redirect("/account/connections");
}
