import "server-only";
import { cookies } from "next/headers";
import { lastProviderCookieName, preferenceCookieOptions } from "@/lib/security/cookies";

/** The id of the provider last used in this browser. Only a hint: nothing relies on it. */
export async function readLastProvider(): Promise<string | null> {
  return (await cookies()).get(lastProviderCookieName())?.value ?? null;
}

export async function rememberProvider(id: string): Promise<void> {
  (await cookies()).set(lastProviderCookieName(), id, preferenceCookieOptions());
}
