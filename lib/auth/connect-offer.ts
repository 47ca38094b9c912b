import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { connectOfferCookieName, cookieOptions } from "@/lib/security/cookies";
import { openValue, sealValue } from "@/lib/security/sealed-value";

/** Long enough for the sign-in that has to come in between. */
const maxAgeSeconds = 15 * 60;

/** Browsers drop a cookie of more than 4 kB; a picture may do without. */
const maxPictureLength = 1000;

const connectOffer = z.object({
  /** Whose account it would be connected to. */
  userId: z.string(),
  provider: z.string(),
  subject: z.string(),
  /** The address that the provider has just verified, which led to that person. */
  email: z.string(),
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
export type ConnectOffer = z.infer<typeof connectOffer>;

export async function leaveConnectOffer(offer: ConnectOffer): Promise<void> {
  const fits = (offer.picture?.length ?? 0) <= maxPictureLength;
  const kept = { ...offer, picture: fits ? offer.picture : null };
  const value = await sealValue("connect-offer", kept, maxAgeSeconds);
  const options = { ...cookieOptions(), maxAge: maxAgeSeconds };
  (await cookies()).set(connectOfferCookieName(), value, options);
}

export async function readConnectOffer(): Promise<ConnectOffer | null> {
  const value = (await cookies()).get(connectOfferCookieName())?.value;
  return value
    ? (connectOffer.safeParse(await openValue("connect-offer", value)).data ?? null)
    : null;
}

export async function withdrawConnectOffer(): Promise<void> {
  (await cookies()).set(connectOfferCookieName(), "", { ...cookieOptions(), maxAge: 0 });
}
