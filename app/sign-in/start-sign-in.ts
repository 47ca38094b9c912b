"use server";

import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { findProvider } from "@/lib/auth/providers/registry";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { startAuthorization } from "@/lib/auth/sign-in/start";
import { readField } from "@/lib/http/form-field";
import { requestFields } from "@/lib/http/request-context";
import { returnPath, signInPath } from "@/lib/http/return-path";
import { log } from "@/lib/log";
import { requireSameOrigin } from "@/lib/security/same-origin";

/**
 * Redirects the visitor to the provider that they chose.
 * @param form - `provider`, an id of the provider table; `callbackUrl`, where to return to
 */
export async function startSignIn(form: FormData): Promise<void> {
  const requestHeaders = await headers();
  requireSameOrigin(requestHeaders);
  const provider = findProvider(readField(form, "provider"));
  if (!provider) {
    log.warn({ event: "sign-in.unknown-provider", ...requestFields(requestHeaders) });
    notFound();
  }
  if (await getCurrentUser()) redirect("/");

  const returnTo = returnPath(readField(form, "callbackUrl"));
  // The pending link is for another account at this provider, which would otherwise reuse it.
  const needsOtherAccount = (await readPendingLink())?.provider === provider.id;
  const prompt = needsOtherAccount ? provider.chooseAccount : {};
  redirect(
    await startAuthorization({ provider, returnTo, otherwise: signInPath(returnTo), prompt }),
  );
}
