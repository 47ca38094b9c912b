import { describe, expect, it } from "vitest";
import { claims, clientId, issuer, now, publicJwk, sign } from "@/lib/test-support/id-token-issuer";
import { startLocalServer } from "@/lib/test-support/local-server";
import { thrownBy } from "@/lib/test-support/thrown";
import { providerFetch } from "./provider-fetch";
import { verifySignedUserinfo } from "./signed-userinfo";
import { fetchUserinfo } from "./userinfo";

const userinfo = { sub: "1234", email: "ada@example.com", email_verified: true };

/** Asks a provider for the UserInfo of the subject 1234. */
async function ask(body: string, { type = "application/json", status = 200 } = {}) {
  const seen: (string | undefined)[] = [];
  const { origin, paths } = await startLocalServer((request, response) => {
    if (request.url === "/jwks") return response.end(JSON.stringify({ keys: [publicJwk] }));
    seen.push(request.headers.authorization);
    return response.writeHead(status, { "content-type": type }).end(body);
  });
  const response = fetchUserinfo("1234", {
    endpoint: `${origin}/userinfo`,
    accessToken: "t0ken",
    fetch: (url, init) => providerFetch("userinfo", url, init),
    verifyJwt: (jwt) => {
      const expected = { issuer, clientId, jwksUri: `${origin}/jwks`, algorithms: ["RS256"] };
      return verifySignedUserinfo(jwt, expected);
    },
  });
  return { response, paths, seen };
}

describe("a UserInfo response", () => {
  it("is read with the access token", async () => {
    const { response, paths, seen } = await ask(JSON.stringify(userinfo));
    expect(await response).toEqual(userinfo);
    expect([paths, seen]).toEqual([["/userinfo"], ["Bearer t0ken"]]);
  });

  it.each([
    { ...userinfo, sub: "5678" },
    { ...userinfo, sub: undefined },
    { ...userinfo, sub: 1234 },
    { ...userinfo, sub: ["1234"] },
    {},
    [userinfo],
    null,
    "<p>hello</p>",
    "eyJhbGciOiJSUzI1NiJ9.e30.sig",
  ])("is refused as %j", async (body) => {
    const { response } = await ask(typeof body === "string" ? body : JSON.stringify(body));
    expect(await thrownBy(response)).toMatchObject({ step: "userinfo", code: "malformed" });
  });

  it.each([401, 403, 500])("is refused with status %i", async (status) => {
    const { response } = await ask(JSON.stringify(userinfo), { status });
    expect(await thrownBy(response)).toMatchObject({ step: "userinfo", code: "bad-status" });
  });
});

describe("a signed UserInfo response", () => {
  const type = "application/jwt; charset=utf-8";
  const askSigned = async (changes: object, signature = {}) =>
    ask(await sign(claims({ ...userinfo, ...changes }), signature), { type });

  it.each([{}, { exp: undefined, iat: undefined }, { aud: ["other", clientId] }])(
    "is read if the provider signed it for us: %j",
    async (changes) => {
      expect(await (await askSigned(changes)).response).toMatchObject(userinfo);
    },
  );

  it.each([
    ["another issuer", { iss: "https://evil.example" }],
    ["no issuer", { iss: undefined }],
    ["another audience", { aud: "other" }],
    ["no audience", { aud: undefined }],
    ["another subject", { sub: "5678" }],
    ["no subject", { sub: undefined }],
    ["an expiry in the past", { exp: now() - 120 }],
  ])("is refused with %s", async (_, changes) => {
    const { response } = await askSigned(changes);
    expect(await thrownBy(response)).toMatchObject({ step: "userinfo", code: "malformed" });
  });

  it("is refused without a signature of the provider's", async () => {
    const secret = new TextEncoder().encode("a client secret of more than thirty-two bytes");
    const { response } = await askSigned({}, { key: secret, header: { alg: "HS256" } });
    expect(await thrownBy(response)).toMatchObject({ code: "malformed" });
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    const payload = Buffer.from(JSON.stringify(claims(userinfo))).toString("base64url");
    const unsigned = await ask(`${none}.${payload}.`, { type });
    expect(await thrownBy(unsigned.response)).toMatchObject({ code: "malformed" });
  });

  it("is refused if it is encrypted, and the log says what to change", async () => {
    const { response } = await ask("a.b.c.d.e", { type });
    expect(await thrownBy(response)).toMatchObject({
      message: expect.stringContaining("have the provider sign it or send JSON"),
    });
  });
});
