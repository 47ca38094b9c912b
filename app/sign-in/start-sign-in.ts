"use server";

import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { startAuthorization } from "@/lib/auth/auth";
import { getVisitor } from "@/lib/auth/current-user";
import { leaveFlash } from "@/lib/auth/flash";
import { isProviderError } from "@/lib/auth/provider-error";
import { findProvider, type Provider } from "@/lib/auth/providers";
import { returnPath, signInPath } from "@/lib/auth/return-path";
import { beginAttempt } from "@/lib/auth/sign-in-attempt";
import { log } from "@/lib/log";
import { readDevice } from "@/lib/security/device";
import { requestReference } from "@/lib/security/request-context";
import { requireSameOrigin } from "@/lib/security/same-origin";

/**
 * Sends the browser to the provider that the visitor picked.
 * @param form - `provider`, an id of the provider table; `callbackUrl`, where to return to
 */
export async function startSignIn(form: FormData): Promise<void> {
  const requestHeaders = await headers();
  requireSameOrigin(requestHeaders);
  const [id, ...others] = form.getAll("provider");
  const provider = others.length === 0 ? findProvider(id) : null;
  if (!provider) {
    log.warn({ event: "sign-in.unknown-provider", reference: requestReference(requestHeaders) });
    notFound();
  }
  if (await getVisitor()) redirect("/");

  const returnTo = returnPath(form.get("callbackUrl"));
  const location = await authorizationAddress(provider, returnTo, requestHeaders);
  redirect(location);
}

async function authorizationAddress(
  provider: Provider,
  returnTo: string,
  requestHeaders: Headers,
): Promise<string> {
  try {
    const attempt = await beginAttempt(provider, readDevice(requestHeaders));
    const answer = await startAuthorization(attempt, returnTo);
    const jar = await cookies();
    for (const { name, value, options } of answer.cookies ?? []) jar.set(name, value, options);
    return answer.redirect ?? signInPath(returnTo);
  } catch (error) {
    if (!isProviderError(error)) throw error;
    const reference = requestReference(requestHeaders);
    log.warn({
      event: "sign-in.not-started",
      reference,
      provider: provider.id,
      error,
    });
    await leaveFlash({ kind: "provider-away", provider: provider.id, reference });
    return signInPath(returnTo);
  }
}
