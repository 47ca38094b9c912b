import { createHmac } from "node:crypto";
import { exportJWK, exportSPKI, generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import {
  claims,
  clientId,
  issuer,
  now,
  ours,
  publicJwk,
  sign,
  startKeyServer,
  verify,
} from "@/lib/test-support/id-token-issuer";
import { thrownBy } from "@/lib/test-support/thrown";
import { ProviderError } from "./provider-error";

const foreign = await generateKeyPair("RS256");
const publicPem = await exportSPKI(ours.publicKey);
const clientSecret = "a client secret of more than thirty-two bytes";
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** HS256 by hand, since jose refuses to sign with a public key. */
function signWithSecret(secret: string, header: object = {}) {
  const content = `${base64url({ alg: "HS256", kid: "key-1", ...header })}.${base64url(claims())}`;
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}

async function expectRefused(idToken: string) {
  const error = await thrownBy(verify(idToken));
  expect(error).toBeInstanceOf(ProviderError);
  expect(error).toMatchObject({ step: "token", code: "id-token-invalid" });
  const [, payload = ""] = idToken.split(".");
  if (payload.length > 20) expect((error as Error).message).not.toContain(payload.slice(0, 20));
}

describe("a valid ID Token", () => {
  it.each([
    ["one audience", {}],
    ["a list of one audience", { aud: [clientId] }],
    ["azp that names us", { azp: clientId }],
    ["several audiences and azp that names us", { aud: [clientId, "other"], azp: clientId }],
    ["a clock a little ahead of ours", { iat: now() + 20 }],
    ["an expiry only a moment ago", { exp: now() - 10 }],
    ["an iat nine minutes ago", { iat: now() - 540 }],
  ])("is accepted with %s", async (_, changes) => {
    await expect(verify(await sign(claims(changes)))).resolves.toMatchObject({ sub: "1234" });
  });
});

describe("an ID Token whose signature is not the provider's", () => {
  it.each([
    ["none", { alg: "none" }],
    ["None", { alg: "None" }],
    ["nothing", {}],
    ["a list", { alg: ["RS256"] }],
  ])("is refused with alg %s and no signature", async (_, header) => {
    await expectRefused(`${base64url({ kid: "key-1", ...header })}.${base64url(claims())}.`);
  });

  it("is refused with a symmetric key, be it our client secret or the public key itself", async () => {
    const { n = "" } = publicJwk;
    for (const secret of [
      clientSecret,
      publicPem,
      publicPem.trim(),
      JSON.stringify(publicJwk),
      n,
    ]) {
      await expectRefused(signWithSecret(secret));
      await expectRefused(signWithSecret(secret, { kid: undefined }));
    }
  });

  it("is refused with a symmetric key that the key set itself has", async () => {
    const k = Buffer.from(clientSecret).toString("base64url");
    const server = await startKeyServer(() => [{ kty: "oct", k, kid: "key-1", alg: "HS256" }]);
    const error = await thrownBy(verify(signWithSecret(clientSecret), server));
    expect(error).toMatchObject({ code: "id-token-invalid" });
  });

  it("is refused with a foreign key, under our kid or included in the header", async () => {
    const jwk = await exportJWK(foreign.publicKey);
    const evil = await startKeyServer(() => [{ ...jwk, kid: "key-1" }]);
    for (const header of [{}, { kid: undefined }, { jwk }, { jku: `${evil.origin}/jwks` }]) {
      await expectRefused(await sign(claims(), { key: foreign.privateKey, header }));
    }
    expect(evil.paths).toEqual([]);
  });

  it.each(["RS384", "RS512", "PS256"])(
    "is refused with %s, which the provider does not use",
    async (alg) => {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      const jwk = { ...(await exportJWK(publicKey)), kid: "key-1" };
      const idToken = await sign(claims(), { key: privateKey, header: { alg } });
      const error = await thrownBy(verify(idToken, await startKeyServer(() => [jwk])));
      expect(error).toMatchObject({ code: "id-token-invalid" });
    },
  );

  it("is refused when its signature or content was tampered with", async () => {
    const [header, payload, signature = ""] = (await sign(claims())).split(".");
    const other = base64url(claims({ sub: "5678" }));
    const flipped = signature.replace(/^./, (first) => (first === "A" ? "B" : "A"));
    await expectRefused(`${header}.${other}.${signature}`);
    await expectRefused(`${base64url({ alg: "RS256" })}.${payload}.${signature}`);
    for (const garbage of ["", "AAAA", "!!!", flipped, `${signature}.`, `${signature}AAAA`]) {
      await expectRefused(`${header}.${payload}.${garbage}`);
    }
  });

  it("is refused when it is not a token at all", async () => {
    for (const garbage of ["", ".", "..", "a.b.c", "{}", "null", "e30.e30.e30", "\u0000"]) {
      await expectRefused(garbage);
    }
    await expectRefused("x".repeat(100_000));
  });
});

describe("an ID Token that is not for us or not current", () => {
  it.each<[string, Record<string, unknown>]>([
    ["another audience", { aud: "other" }],
    ["no audience", { aud: undefined }],
    ["an empty list of audiences", { aud: [] }],
    ["our id as the start of another", { aud: `${clientId}0` }],
    ["several audiences without azp", { aud: [clientId, "other"] }],
    ["azp of another client", { azp: "other" }],
    ["several audiences and azp of another", { aud: [clientId, "other"], azp: "other" }],
    ["azp null", { azp: null }],
    ["azp a list with us", { azp: [clientId] }],
    ["azp empty", { azp: "" }],
    ["another issuer", { iss: "https://evil.example" }],
    ["the issuer with an extra slash", { iss: `${issuer}/` }],
    ["no issuer", { iss: undefined }],
    ["a list of issuers", { iss: [issuer] }],
    ["an expiry a minute ago", { exp: now() - 60 }],
    ["no expiry", { exp: undefined }],
    ["an expiry that is a string", { exp: String(now() + 3600) }],
    ["an iat in a minute", { iat: now() + 60 }],
    ["an iat eleven minutes ago", { iat: now() - 660 }],
    ["an iat long ago", { iat: 0 }],
    ["no iat", { iat: undefined }],
    ["an iat that is a string", { iat: "now" }],
    ["an nbf in a minute", { nbf: now() + 60 }],
    ["no subject", { sub: undefined }],
  ])("is refused with %s", async (_, changes) => {
    await expectRefused(await sign(claims(changes)));
  });
});

describe("an ID Token of a request with max_age", () => {
  const maxAge = 300;
  const verifyFresh = async (authTime: unknown) =>
    verify(await sign(claims({ auth_time: authTime })), undefined, maxAge);

  it.each([
    ["just now", () => now()],
    ["as long ago as max_age allows", () => now() - maxAge],
    ["by a clock a little ahead of ours", () => now() + 20],
  ])("is accepted when the provider authenticated the user %s", async (_, authTime) => {
    await expect(verifyFresh(authTime())).resolves.toMatchObject({ sub: "1234" });
  });

  it.each([
    ["too long ago", () => now() - maxAge - 60, "auth-time-old"],
    ["in the future", () => now() + 120, "auth-time-future"],
    ["at no time", () => undefined, "auth-time-missing"],
    ["at zero", () => 0, "auth-time-zero"],
    ["at a time that is not a number", () => String(now()), "auth-time-invalid"],
    ["at null", () => null, "auth-time-missing"],
    ["at NaN", () => Number.NaN, "auth-time-missing"],
  ])("is refused by name when the provider authenticated the user %s", async (_, time, detail) => {
    const error = await thrownBy(verifyFresh(time()));
    expect(error).toMatchObject({ step: "token", code: "not-reauthenticated", detail });
  });
});
