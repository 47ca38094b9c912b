import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import type { Claims } from "@/lib/auth/providers/claims";
import {
  cookieOptions,
  expireCookie,
  fitsCookie,
  pendingLinkCookieName,
} from "@/lib/security/cookies";
import { openValue, sealValue } from "@/lib/security/sealed-value";

/** Long enough for the sign-in that has to happen in between. */
const maxAgeSeconds = 15 * 60;

const pendingLink = z.object({
  /** Stored when the link is used, so that it works once. */
  id: z.uuid(),
  /** Milliseconds since 1970. */
  issuedAt: z.number(),
  /** The user to whom the account would be connected. */
  userId: z.string(),
  provider: z.string(),
  issuer: z.string(),
  subject: z.string(),
  /** The address that the provider has just verified, and that this user has. */
  email: z.string(),
  email_authoritative: z.boolean(),
  name: z.string().nullable(),
  picture: z.string().nullable(),
  /** Where the visitor wanted to go. */
  returnTo: z.string(),
  /** The providers that this user signs in with. */
  ownerProviders: z.array(z.string()),
  /** If the account was removed from this user: the id of the removal. */
  removal: z.uuid().optional(),
  /** The hash of the token of the invitation link that the visitor came with. */
  invitationHash: z.string().optional(),
});

/**
 * An account that the visitor has just authenticated with, waiting until they also sign in as the
 * user who has its address, or from whom it was removed. Sealed, since it says which user that is.
 */
export type PendingLink = z.infer<typeof pendingLink>;

export async function setPendingLink(link: PendingLink): Promise<void> {
  const name = pendingLinkCookieName();
  const whole = await seal(link);
  // Name and picture are optional; the rest always fits.
  const value = fitsCookie(name, whole)
    ? whole
    : await seal({ ...link, name: null, picture: null });
  (await cookies()).set(name, value, { ...cookieOptions(), maxAge: maxAgeSeconds });
}

/** The provider's claims, as far as the pending link keeps them. */
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
  expireCookie(await cookies(), pendingLinkCookieName());
}
