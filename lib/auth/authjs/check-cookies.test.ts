import { decode } from "@auth/core/jwt";
import { describe, expect, it, vi } from "vitest";
import { checkCookieHeader, checkCookies } from "./check-cookies";

const secret = process.env.AUTH_SECRET ?? "";
const checks = { state: "the state", codeVerifier: "the verifier", nonce: "the nonce" };

async function cookiesOf(changes: { nonce?: string | null } = {}) {
  const header = await checkCookieHeader({ ...checks, ...changes }, "example");
  return new Map(header.split("; ").map((pair) => pair.split("=", 2) as [string, string]));
}

describe("the cookies that Auth.js sees", () => {
  it("are the checks of one flow, and no other", async () => {
    expect([...(await cookiesOf()).keys()]).toEqual([
      "authjs.state",
      "authjs.nonce",
      "authjs.pkce.code_verifier",
    ]);
  });

  it("open for Auth.js, name their provider, and expire within a minute", async () => {
    const cookies = await cookiesOf();
    for (const [{ name }, value] of [
      [checkCookies.state, checks.state],
      [checkCookies.nonce, checks.nonce],
      [checkCookies.pkceCodeVerifier, checks.codeVerifier],
    ] as const) {
      const check = await decode({ token: cookies.get(name), secret, salt: name });
      expect(check).toMatchObject({ value, provider: "example" });
      expect(Number(check?.exp)).toBeCloseTo(Date.now() / 1000 + 60, -1);
    }
  });

  it("are sealed for their own name only", async () => {
    const cookies = await cookiesOf();
    for (const [name, token] of cookies) {
      for (const salt of cookies.keys()) {
        if (salt !== name) await expect(decode({ token, secret, salt })).rejects.toThrow();
      }
    }
  });

  it("are sealed with our secret only", async () => {
    const token = (await cookiesOf()).get("authjs.state");
    const other = "another secret that is long enough for it";
    await expect(decode({ token, secret: other, salt: "authjs.state" })).rejects.toThrow();
  });

  it("open under the newest of several secrets, while older ones are still accepted", async () => {
    const [newest, older] = [
      "the newest secret, of 32 characters.",
      "an older secret, of 32 characters..",
    ];
    vi.stubEnv("AUTH_SECRET", older);
    vi.stubEnv("AUTH_SECRET_1", newest);
    vi.resetModules();
    const fresh = await import("./check-cookies");
    const { env } = await import("@/lib/env/env");
    const header = await fresh.checkCookieHeader(checks, "example");
    const token = header.match(/authjs\.state=([^;]+)/)?.[1];
    const secrets = env().authSecrets;
    expect(secrets).toHaveLength(2);
    expect(await decode({ token, secret: secrets[0], salt: "authjs.state" })).toMatchObject({
      value: "the state",
    });
  });

  it("have no nonce when the flow has none", async () => {
    expect([...(await cookiesOf({ nonce: null })).keys()]).toEqual([
      "authjs.state",
      "authjs.pkce.code_verifier",
    ]);
  });
});
