"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import { findProvider } from "@/lib/auth/providers/registry";
import { startAuthorization } from "@/lib/auth/sign-in/start";
import { listConnections } from "@/lib/db/accounts";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { readField, readId } from "@/lib/http/form-field";
import { confirmPath, returnPath } from "@/lib/http/return-path";

/**
 * Redirects the user to one of their providers to reauthenticate.
 * @param form - `provider`, the id of a connected one; `account`, the id of the connection to suggest
 *   there; `returnTo`, the page to continue on
 */
export async function startConfirm(form: FormData): Promise<void> {
  const returnTo = returnPath(readField(form, "returnTo"));
  const { user } = await authorizeAction(returnTo);
  const provider = findProvider(readField(form, "provider"));
  const connections = await redirectIfUnavailable(() => listConnections(user.id));
  const atProvider = connections.filter((candidate) => candidate.provider === provider?.id);
  const account = readId(form, "account");
  const connection = atProvider.find(({ id }) => id === account) ?? atProvider[0];
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
