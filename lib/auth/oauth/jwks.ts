import "server-only";
import { createRemoteJWKSet, customFetch } from "jose";
import { z } from "zod";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { providerFetch, readJson } from "@/lib/auth/oauth/provider-fetch";
import { globalSingleton } from "@/lib/global-singleton";

/** Google rotates its keys about weekly; all providers publish new keys well before using them. */
const keySetMaxAgeMilliseconds = 60 * 60 * 1000;
/** An unknown `kid` makes jose fetch the keys again, at most once in this time. */
const keySetCooldownMilliseconds = 30_000;

type KeySet = ReturnType<typeof createRemoteJWKSet>;
const keySets = globalSingleton("key-sets", () => new Map<string, KeySet>());

/** A provider's keys, fetched on first use and cached for all sign-ins. */
export function keySetFor(jwksUri: string): KeySet {
  const known = keySets.get(jwksUri);
  if (known) return known;
  const keySet = createRemoteJWKSet(new URL(jwksUri), {
    cacheMaxAge: keySetMaxAgeMilliseconds,
    cooldownDuration: keySetCooldownMilliseconds,
    [customFetch]: fetchKeys,
  });
  keySets.set(jwksUri, keySet);
  return keySet;
}

/** Fetches a key set before the first sign-in needs it. If this fails, that sign-in fetches it. */
export async function warmKeySet(jwksUri: string): Promise<void> {
  await keySetFor(jwksUri).reload();
}

const anyKeys = z.object({ keys: z.array(z.unknown()) });
const keyPart = z.base64url().min(1);
/** Public keys only (RFC 7518, sections 6.2 and 6.3, RFC 8037): never a shared, symmetric key. */
const usableKey = z.discriminatedUnion("kty", [
  z.looseObject({ kty: z.literal("RSA"), n: keyPart, e: keyPart }),
  z.looseObject({ kty: z.literal("EC"), crv: z.string(), x: keyPart, y: keyPart }),
  z.looseObject({ kty: z.literal("OKP"), crv: z.string(), x: keyPart }),
]);

/**
 * jose caches this response for an hour, so only usable keys may reach it. Keys of an unknown type
 * or with missing members are ignored (RFC 7517, section 5); a set without a usable key fails.
 */
async function fetchKeys(url: string, init: object): Promise<Response> {
  const keySet = anyKeys.safeParse(await readJson("keys", await providerFetch("keys", url, init)));
  const keys = keySet.data?.keys.filter((key) => usableKey.safeParse(key).success) ?? [];
  if (keys.length === 0) {
    throw new ProviderError("keys", "malformed", { message: "the key set has no usable key" });
  }
  return Response.json({ keys });
}
