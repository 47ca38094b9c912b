import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";

/** Generates key pairs at each start: Google's own, and one that its JWKS never contains. */
export async function createGoogleKeys() {
  const [own, foreign] = await Promise.all([rsaKeyPair(), rsaKeyPair()]);
  const kid = randomUUID();
  const jwk = { ...(await exportJWK(own.privateKey)), kid, alg: "RS256", use: "sig" };
  return { kid, jwk, own: own.privateKey, foreign: foreign.privateKey };
}

export type GoogleKeys = Awaited<ReturnType<typeof createGoogleKeys>>;

function rsaKeyPair() {
  return generateKeyPair("RS256", { extractable: true });
}
