"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { requireRecentActor } from "@/lib/auth/actor";
import { leaveFlash } from "@/lib/auth/flash";
import { readField } from "@/lib/auth/form-field";
import type { DeleteState } from "@/lib/auth/profile";
import { deletePerson } from "@/lib/db/people";
import {
  callbackUrlCookieName,
  checkCookieNames,
  connectOfferCookieName,
  cookieOptions,
  deviceCookieName,
  intentCookieName,
  lastProviderCookieName,
  sessionCookieName,
} from "@/lib/security/cookies";

/**
 * Deletes the visitor's account with everything stored about them, and has this browser forget
 * them too.
 *
 * @param form - `username`, typed in by the visitor
 */
export async function deleteAccount(_: DeleteState, form: FormData): Promise<DeleteState> {
  const { visitor, act } = await requireRecentActor("/account/data/delete");
  const value = (readField(form, "username") ?? "").trim();
  if (value !== visitor.username) {
    return { value, error: "This is not your username. Nothing was deleted." };
  }
  await act(deletePerson);
  await forgetVisitor();
  await leaveFlash({ kind: "account-deleted" });
  redirect("/");
}

async function forgetVisitor(): Promise<void> {
  const jar = await cookies();
  const names = [
    sessionCookieName(),
    deviceCookieName(),
    lastProviderCookieName(),
    connectOfferCookieName(),
    intentCookieName(),
    callbackUrlCookieName(),
    ...Object.values(checkCookieNames()),
  ];
  for (const name of names) jar.set(name, "", { ...cookieOptions(), maxAge: 0 });
}
