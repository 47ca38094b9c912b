"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeSensitiveAction } from "@/lib/account/action-guard";
import { findProvider } from "@/lib/auth/providers/registry";
import { interruptedPath, startConnection } from "@/lib/auth/sign-in/interrupted-connection";
import { readField } from "@/lib/http/form-field";

const path = "/account/connections";

/**
 * Redirects the user to the provider whose account they want to connect. The account will be able to
 * sign in as them, so this needs a fresh session: an unlocked computer isn't enough. After confirming,
 * the user is taken to that provider: see `continueConnection`.
 *
 * @param form - `provider`, an id of the provider table
 */
export async function startConnect(form: FormData): Promise<void> {
  const provider = findProvider(readField(form, "provider"));
  const { user } = await authorizeSensitiveAction(provider ? interruptedPath(provider) : path);
  if (!provider) notFound();
  redirect(await startConnection(user, provider));
}
