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
  /** Names the authorization request, by the state cookie that was made for it. */
  request: z.string(),
});

/**
 * What a signed-in visitor went to a provider for. It counts for this visitor, in this session,
 * at this provider, and for the one authorization request that it was made with: without it, a
 * callback in a browser that is signed in attaches nothing.
 */
export type SealedIntent = z.infer<typeof sealedIntent>;

/** @param stateCookie - the state cookie's value of the authorization request */
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

/** The intent of the authorization request whose callback this is; null for a plain sign-in. */
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
