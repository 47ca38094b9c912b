"use server";

import { notFound, redirect } from "next/navigation";
import { requireActor, requireRecentActor } from "@/lib/auth/actor";
import { leaveFlash } from "@/lib/auth/flash";
import { readId } from "@/lib/auth/form-field";
import { disconnectAccount } from "@/lib/db/connections";

const path = "/account/connections";

/** @param form - `account`, the id of a connection */
export async function disconnect(form: FormData): Promise<void> {
  const account = readId(form, "account");
  if (!account) {
    await requireActor(path);
    notFound();
  }
  const { act } = await requireRecentActor(`${path}/disconnect?account=${account}`);
  const outcome = await act((actor) => disconnectAccount(actor, account));
  switch (outcome.kind) {
    case "unknown":
      return notFound();
    case "last":
      await leaveFlash({ kind: "last-connection" });
      break;
    default:
      await leaveFlash({ kind: "disconnected", provider: outcome.provider });
  }
  redirect(path);
}
