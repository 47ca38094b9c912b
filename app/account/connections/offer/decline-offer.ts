"use server";

import { redirect } from "next/navigation";
import { authorizeAction } from "@/lib/auth/actor";
import { deletePendingLink, readPendingLink } from "@/lib/auth/connect-offer";
import { redirectIfUnavailable } from "@/lib/auth/or-unavailable";
import { discardToken } from "@/lib/db/used-tokens";

const path = "/account/connections";

/** The account that was proved before the visitor signed in stays apart. */
export async function declineLink(): Promise<void> {
  await authorizeAction(path);
  const link = await readPendingLink();
  if (link) await redirectIfUnavailable(() => discardToken(link.id));
  await deletePendingLink();
  redirect(!link || link.returnTo === "/" ? path : link.returnTo);
}
