"use server";

import { notFound, redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/actor";
import { readField } from "@/lib/auth/form-field";
import { orUnavailable } from "@/lib/auth/or-unavailable";
import { findProvider } from "@/lib/auth/providers";
import { confirmPath, returnPath } from "@/lib/auth/return-path";
import { sendToProvider } from "@/lib/auth/send-to-provider";
import { listConnections } from "@/lib/db/connections";

/**
 * Sends a signed-in visitor to one of their providers, to show that it is still them.
 * @param form - `provider`, of one of their connections; `returnTo`, what they were about to do
 */
export async function startConfirm(form: FormData): Promise<void> {
  const returnTo = returnPath(readField(form, "returnTo"));
  const { visitor } = await requireActor(returnTo);
  const provider = findProvider(readField(form, "provider"));
  const connections = await orUnavailable(() => listConnections(visitor.id));
  const connection = connections.find((candidate) => candidate.provider === provider?.id);
  if (!provider || !connection) notFound();
  const location = await sendToProvider({
    provider,
    intent: { kind: "confirm", visitor },
    prompt: provider.confirm(connection.email),
    returnTo,
    otherwise: confirmPath(returnTo),
  });
  redirect(location);
}
