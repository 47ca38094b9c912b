import "server-only";
import { createRemoteJWKSet, customFetch } from "jose";
import { z } from "zod";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { providerFetch, readJson } from "@/lib/auth/oauth/provider-fetch";
import { globalSingleton } from "@/lib/global-singleton";

/** Google replaces its keys about weekly; all publish new ones well before they use them. */
const keySetMaxAgeMilliseconds = 60 * 60 * 1000;
/** An unknown `kid` fetches the keys again, but no more often than this. */
const keySetCooldownMilliseconds = 30_000;

type KeySet = ReturnType<typeof createRemoteJWKSet>;
const keySets = globalSingleton("key-sets", () => new Map<string, KeySet>());

/** The keys of a provider, fetched when they are first needed and kept for all sign-ins. */
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

/** Fetches a key set before the first sign-in needs it. A failure is left to that sign-in. */
export async function warmKeySet(jwksUri: string): Promise<void> {
  await keySetFor(jwksUri).reload();
}

const anyKeys = z.object({ keys: z.array(z.unknown()) });
const part = z.base64url().min(1);
/** Public keys alone (RFC 7518, sections 6.2 and 6.3, RFC 8037): never one that we share. */
const usableKey = z.discriminatedUnion("kty", [
  z.looseObject({ kty: z.literal("RSA"), n: part, e: part }),
  z.looseObject({ kty: z.literal("EC"), crv: z.string(), x: part, y: part }),
  z.looseObject({ kty: z.literal("OKP"), crv: z.string(), x: part }),
]);

/**
 * What jose keeps for an hour must be worth keeping. Keys of another kind, or that lack something,
 * are passed over (RFC 7517, section 5), and a set without any other counts as none.
 */
async function fetchKeys(url: string, init: object): Promise<Response> {
  const response = anyKeys.safeParse(
    await readJson("keys", await providerFetch("keys", url, init)),
  );
  const keys = response.data?.keys.filter((key) => usableKey.safeParse(key).success) ?? [];
  if (keys.length === 0) {
    throw new ProviderError("keys", "malformed", { message: "there is no usable key" });
  }
  return Response.json({ keys });
}
