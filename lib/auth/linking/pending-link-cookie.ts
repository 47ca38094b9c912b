import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import type { Claims } from "@/lib/auth/providers/claims";
import { cookieOptions, fitsCookie, pendingLinkCookieName } from "@/lib/security/cookies";
import { openValue, sealValue } from "@/lib/security/sealed-value";

/** Long enough for the sign-in that has to come in between. */
const maxAgeSeconds = 15 * 60;

const pendingLink = z.object({
  /** Under which its use is stored: it works once. */
  id: z.uuid(),
  /** Milliseconds since 1970. */
  issuedAt: z.number(),
  /** Whose account it would be connected to. */
  userId: z.string(),
  provider: z.string(),
  subject: z.string(),
  /** The address that the provider has just verified, which led to that person. */
  email: z.string(),
  email_authoritative: z.boolean(),
  name: z.string().nullable(),
  picture: z.string().nullable(),
  /** Where the visitor wanted to go. */
  returnTo: z.string(),
  /** The providers with which that person signs in. */
  ownerProviders: z.array(z.string()),
});

/**
 * A provider account that its owner has just proved, waiting until they have also proved the
 * account here to which it seems to belong. Sealed: it names a person by an address.
 */
export type PendingLink = z.infer<typeof pendingLink>;

export async function setPendingLink(link: PendingLink): Promise<void> {
  const name = pendingLinkCookieName();
  const whole = await seal(link);
  // The profile can be done without, and the rest always fits.
  const value = fitsCookie(name, whole)
    ? whole
    : await seal({ ...link, name: null, picture: null });
  (await cookies()).set(name, value, { ...cookieOptions(), maxAge: maxAgeSeconds });
}

/** What the provider named, as far as the offer keeps it. */
export function claimsOf(link: PendingLink): Claims {
  const { subject, email, email_authoritative, name, picture } = link;
  return { subject, email, email_verified: true, email_authoritative, name, picture };
}

function seal(link: PendingLink): Promise<string> {
  return sealValue("connect-offer", link, maxAgeSeconds);
}

export async function readPendingLink(): Promise<PendingLink | null> {
  const value = (await cookies()).get(pendingLinkCookieName())?.value;
  return value
    ? (pendingLink.safeParse(await openValue("connect-offer", value)).data ?? null)
    : null;
}

export async function deletePendingLink(): Promise<void> {
  (await cookies()).set(pendingLinkCookieName(), "", { ...cookieOptions(), maxAge: 0 });
}
