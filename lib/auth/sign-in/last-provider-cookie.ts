import "server-only";
import { cookies } from "next/headers";
import { cookieOptions, lastProviderCookieName } from "@/lib/security/cookies";

/** A year: users may return rarely and forget which button they pressed. */
const maxAgeSeconds = 365 * 24 * 60 * 60;

/** The id of the provider last used in this browser. Only a hint: nothing relies on it. */
export async function readLastProvider(): Promise<string | null> {
  return (await cookies()).get(lastProviderCookieName())?.value ?? null;
}

export async function rememberProvider(id: string): Promise<void> {
  (await cookies()).set(lastProviderCookieName(), id, {
    ...cookieOptions(),
    maxAge: maxAgeSeconds,
  });
}
