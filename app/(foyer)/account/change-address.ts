"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeSensitiveAction } from "@/lib/account/action-guard";
import { mayTakeOverAddress } from "@/lib/auth/linking/address-takeover";
import { changeAddress as change } from "@/lib/db/users";
import { setFlash } from "@/lib/flash/flash";
import { readId } from "@/lib/http/form-field";

/**
 * Replaces the user's address with the one that a connected account has at its provider.
 * @param form - `account`, the id of a connection
 */
export async function changeAddress(form: FormData): Promise<void> {
  const { act } = await authorizeSensitiveAction("/account");
  const account = readId(form, "account");
  const changed = account
    ? await act((context) => change(context, account, mayTakeOverAddress))
    : "unknown";
  if (changed === "unknown") notFound();
  await setFlash({ kind: flashKinds[changed] });
  redirect("/account");
}

const flashKinds = {
  changed: "address-changed",
  unchanged: "address-changed",
  taken: "address-taken",
  outdated: "address-outdated",
} as const;
