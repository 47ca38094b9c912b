"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeSensitiveAction } from "@/lib/account/action-guard";
import { findProvider } from "@/lib/auth/providers/registry";
import { startAuthorization } from "@/lib/auth/sign-in/start";
import { readField } from "@/lib/http/form-field";

const path = "/account/connections";

/**
 * Redirects the user to the provider whose account they want to connect. The account will be able to
 * sign in as them, so this needs a fresh session: an unlocked computer isn't enough.
 *
 * @param form - `provider`, an id of the provider table
 */
export async function startConnect(form: FormData): Promise<void> {
  const { user } = await authorizeSensitiveAction(path);
  const provider = findProvider(readField(form, "provider"));
  if (!provider) notFound();
  const { url } = await startAuthorization({
    provider,
    intent: { kind: "connect", user },
    prompt: provider.chooseAccount,
    returnTo: path,
    failurePath: path,
  });
  redirect(url);
}
