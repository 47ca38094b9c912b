"use server";

import { redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import { deletePendingLink, readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { discardToken } from "@/lib/db/used-tokens";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";

const path = "/account/connections";

/** Declines the pending link and discards its id, so that nothing can accept it later. */
export async function declineLink(): Promise<void> {
  await authorizeAction(path);
  const link = await readPendingLink();
  if (link) await redirectIfUnavailable(() => discardToken(link.id));
  await deletePendingLink();
  redirect(!link || link.returnTo === "/" ? path : link.returnTo);
}
