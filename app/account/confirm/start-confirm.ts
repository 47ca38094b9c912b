"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import { findProvider } from "@/lib/auth/providers/registry";
import { startAuthorization } from "@/lib/auth/sign-in/start";
import { listConnections } from "@/lib/db/accounts";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { readField } from "@/lib/http/form-field";
import { confirmPath, returnPath } from "@/lib/http/return-path";

/**
 * Sends a signed-in visitor to one of their providers, to show that it is still them.
 * @param form - `provider`, of one of their connections; `returnTo`, what they were about to do
 */
export async function startConfirm(form: FormData): Promise<void> {
  const returnTo = returnPath(readField(form, "returnTo"));
  const { user } = await authorizeAction(returnTo);
  const provider = findProvider(readField(form, "provider"));
  const connections = await redirectIfUnavailable(() => listConnections(user.id));
  const connection = connections.find((candidate) => candidate.provider === provider?.id);
  if (!provider || !connection) notFound();
  const location = await startAuthorization({
    provider,
    intent: { kind: "confirm", user },
    prompt: provider.confirm(connection.email),
    returnTo,
    otherwise: confirmPath(returnTo),
  });
  redirect(location);
}
