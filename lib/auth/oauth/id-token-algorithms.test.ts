import { exportJWK, generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import { claims, clientId, issuer, sign, startKeyServer } from "@/lib/test-support/id-token-issuer";
import { thrownBy } from "@/lib/test-support/thrown";
import { verifyIdToken } from "./id-token";

/** Signs an ID Token with a new key for `alg`, and verifies it with only `algorithms` allowed. */
async function verifySignedWith(alg: string, algorithms: string[]): Promise<unknown> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "key-1" };
  const { origin } = await startKeyServer(() => [jwk]);
  const idToken = await sign(claims(), { key: privateKey, header: { alg } });
  return verifyIdToken(idToken, { issuer, clientId, jwksUri: `${origin}/jwks`, algorithms });
}

describe("an ID Token with another algorithm than Google's", () => {
  it.each(["RS384", "PS256", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"])(
    "is accepted with %s if the provider names it",
    async (alg) => {
      await expect(verifySignedWith(alg, ["RS256", alg])).resolves.toMatchObject({ sub: "1234" });
    },
  );

  it.each([
    ["RS256", ["ES256"]],
    ["ES384", ["ES256"]],
    ["PS256", ["RS256"]],
  ])("is refused with %s if the provider names only %j", async (alg, algorithms) => {
    const error = await thrownBy(verifySignedWith(alg, algorithms));
    expect(error).toMatchObject({ step: "token", code: "id-token-invalid" });
  });
});
