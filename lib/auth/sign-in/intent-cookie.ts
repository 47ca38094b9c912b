import "server-only";
import { createHash } from "node:crypto";
import { cookies } from "next/headers";
import { z } from "zod";
import { checkMaxAgeSeconds } from "@/lib/auth/authjs/check-cookie";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import {
  checkCookieNames,
  cookieOptions,
  intentCookieName,
  readCookie,
} from "@/lib/security/cookies";
import { openValue, sealValue } from "@/lib/security/sealed-value";

const sealedIntent = z.object({
  kind: z.enum(["connect", "confirm"]),
  userId: z.string(),
  sessionId: z.string(),
  provider: z.string(),
  /** Hash of the state cookie, which identifies the authorization request. */
  request: z.string(),
});

/**
 * What a signed-in user went to a provider for. It is valid only for this user, session, provider
 * and authorization request. Without it, a callback in a signed-in browser connects nothing.
 */
export type SealedIntent = z.infer<typeof sealedIntent>;

/** @param stateCookie - value of the authorization request's state cookie */
export async function setIntent(
  kind: SealedIntent["kind"],
  { user, provider, stateCookie }: { user: CurrentUser; provider: string; stateCookie: string },
): Promise<void> {
  const intent: SealedIntent = {
    kind,
    userId: user.id,
    sessionId: user.sessionId,
    provider,
    request: digest(stateCookie),
  };
  const value = await sealValue("intent", intent, checkMaxAgeSeconds);
  (await cookies()).set(intentCookieName(), value, {
    ...cookieOptions(),
    maxAge: checkMaxAgeSeconds,
  });
}

/** The intent of this callback's authorization request; null for a plain sign-in. */
export async function readIntent(
  cookieHeader: string | null,
  provider: string,
): Promise<SealedIntent | null> {
  const sealed = readCookie(cookieHeader, intentCookieName());
  const stateCookie = readCookie(cookieHeader, checkCookieNames().state);
  if (!sealed || !stateCookie) return null;
  const intent = sealedIntent.safeParse(await openValue("intent", sealed)).data;
  return intent?.provider === provider && intent.request === digest(stateCookie) ? intent : null;
}

function digest(value: string): string {
  return createHash("sha256").update(value).digest("base64url");
}
