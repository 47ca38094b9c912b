import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { verifyIdToken } from "@/lib/auth/oauth/id-token";
import { type LocalServer, startLocalServer } from "@/lib/test-support/local-server";

/** The key pair that the issuer below signs with. */
export const ours = await generateKeyPair("RS256", { extractable: true });
export const publicJwk = { ...(await exportJWK(ours.publicKey)), kid: "key-1", use: "sig" };

export const issuer = "https://accounts.example.com";
export const clientId = "client-1";

export const now = () => Math.floor(Date.now() / 1000);

/** Valid claims of an ID Token, with changes; a claim changed to undefined is left out. */
export function claims(changes: Record<string, unknown> = {}): JWTPayload {
  const valid = { iss: issuer, aud: clientId, sub: "1234", iat: now(), exp: now() + 3600 };
  return { ...valid, ...changes } as JWTPayload;
}

type Signature = { key?: CryptoKey | Uint8Array; header?: object };

/** An ID Token signed with our key, or with another one. */
export function sign(payload: JWTPayload, { key = ours.privateKey, header }: Signature = {}) {
  return new SignJWT(payload)
    .setProtectedHeader({ alg: "RS256", kid: "key-1", ...header })
    .sign(key);
}

/** Starts the server on which the issuer publishes its keys. */
export function startKeyServer(keys: () => object[] = () => [publicJwk]): Promise<LocalServer> {
  return startLocalServer((_, response) => response.end(JSON.stringify({ keys: keys() })));
}

/** Verifies an ID Token with the keys of `keyServer`, or of a new server. */
export async function verify(
  idToken: string,
  keyServer?: LocalServer,
  maxAuthenticationAgeSeconds?: number,
): Promise<JWTPayload> {
  const { origin } = keyServer ?? (await startKeyServer());
  const jwksUri = `${origin}/jwks`;
  const algorithms = ["RS256"];
  const expected = { issuer, clientId, jwksUri, algorithms, maxAuthenticationAgeSeconds };
  return verifyIdToken(idToken, expected);
}
