"use server";

import { notFound, redirect } from "next/navigation";
import { requireRecentActor } from "@/lib/auth/actor";
import { readField } from "@/lib/auth/form-field";
import { findProvider } from "@/lib/auth/providers";
import { sendToProvider } from "@/lib/auth/send-to-provider";

const path = "/account/connections";

/**
 * Sends a signed-in visitor to the provider whose account they want to connect. Whoever connects
 * an account can come in with it from then on, so that a recent sign-in is asked for.
 *
 * @param form - `provider`, an id of the provider table
 */
export async function startConnect(form: FormData): Promise<void> {
  const { visitor } = await requireRecentActor(path);
  const provider = findProvider(readField(form, "provider"));
  if (!provider) notFound();
  const location = await sendToProvider({
    provider,
    intent: { kind: "connect", visitor },
    prompt: provider.chooseAccount,
    returnTo: path,
    otherwise: path,
  });
  redirect(location);
}
