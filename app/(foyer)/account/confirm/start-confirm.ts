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
 * Redirects the user to one of their providers to reauthenticate.
 * @param form - `provider`, the id of a connected one; `returnTo`, the page to continue on
 */
export async function startConfirm(form: FormData): Promise<void> {
  const returnTo = returnPath(readField(form, "returnTo"));
  const { user } = await authorizeAction(returnTo);
  const provider = findProvider(readField(form, "provider"));
  const connections = await redirectIfUnavailable(() => listConnections(user.id));
  const connection = connections.find((candidate) => candidate.provider === provider?.id);
  if (!provider || !connection) notFound();
  const { url } = await startAuthorization({
    provider,
    intent: { kind: "confirm", user },
    prompt: provider.confirm(connection.email),
    returnTo,
    failurePath: confirmPath(returnTo),
  });
  redirect(url);
}
