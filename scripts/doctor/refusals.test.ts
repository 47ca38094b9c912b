import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Rules } from "../../lib/doctor/report";
import { type LocalProviders, startLocalProviders } from "../local-providers/start";
import { checkProvidersOf, loadDoctor } from "./check-providers";

const appOrigin = "https://foyer.test";
let providers: LocalProviders;

beforeAll(async () => {
  await loadDoctor();
  providers = await startLocalProviders({ port: 0, appOrigins: [appOrigin] });
}, 60_000);

afterAll(() => providers.close());

function settings(): Record<string, string> {
  const { google, github } = providers;
  return {
    NODE_ENV: "production",
    AUTH_URL: appOrigin,
    AUTH_GOOGLE_ID: google.id,
    AUTH_GOOGLE_SECRET: google.secret,
    AUTH_GOOGLE_ISSUER: providers.googleIssuer,
    AUTH_GITHUB_ID: github.id,
    AUTH_GITHUB_SECRET: github.secret,
    AUTH_GITHUB_ENTERPRISE_URL: providers.githubUrl,
  };
}

/** Checks both providers with these settings changed. */
const check = (changes: Record<string, string> = {}, rules?: Rules) =>
  checkProvidersOf({ ...settings(), ...changes }, rules);

describe.each(["google", "github"])("%s", (id) => {
  it("accepts a registered redirect address, and the right id and secret", async () => {
    const { find, sections } = await check();
    expect(find(id, "redirect address")).toMatchObject({ status: "ok" });
    expect(find(id, "client secret")).toMatchObject({ status: "ok" });
    expect(find(id, "clock")).toMatchObject({ status: "ok" });
    expect(find(id, "provider")?.text).toContain("local stand-in at http://127.0.0.1:");
    expect(JSON.stringify(sections)).toContain(`${appOrigin}/api/auth/callback/${id}`);
  });

  it("rejects an unregistered redirect address, and the fix names the one to register", async () => {
    const { find } = await check({ AUTH_URL: "https://other.test" });
    expect(find(id, "redirect address")).toMatchObject({
      status: "fail",
      text: expect.stringContaining("redirect_uri_mismatch"),
      fix: expect.stringContaining(`https://other.test/api/auth/callback/${id}`),
    });
  });

  it("rejects an unknown client", async () => {
    const { find } = await check({ AUTH_GOOGLE_ID: "unknown", AUTH_GITHUB_ID: "unknown" });
    expect(find(id, "redirect address")).toMatchObject({
      status: "fail",
      text: expect.stringContaining("does not know our client"),
      fix: expect.stringContaining(`AUTH_${id.toUpperCase()}_ID`),
    });
  });

  it("rejects a wrong secret, and the report does not contain it", async () => {
    const wrong = { AUTH_GOOGLE_SECRET: "wrong-secret-1", AUTH_GITHUB_SECRET: "wrong-secret-1" };
    const { find, sections } = await check(wrong);
    expect(find(id, "client secret")).toMatchObject({
      status: "fail",
      text: expect.stringContaining(`AUTH_${id.toUpperCase()}_SECRET`),
    });
    expect(JSON.stringify(sections)).not.toContain("wrong-secret-1");
  });

  it("checks the proxy's redirect address when previews share one", async () => {
    const proxy = `${appOrigin}/api/auth`;
    const changes = { AUTH_URL: "https://preview.test", AUTH_REDIRECT_PROXY_URL: proxy };
    const { find } = await check(changes);
    expect(find(id, "redirect address")).toMatchObject({
      status: "ok",
      text: expect.stringContaining(`${proxy}/callback/${id}`),
    });
    expect(find(id, "client secret")).toMatchObject({ status: "ok" });
  });

  it("is reported as local by the production rules", async () => {
    expect((await check({}, "production")).find(id, "provider")).toMatchObject({
      status: "warn",
      fix: expect.stringMatching(/^Remove AUTH_(GOOGLE_ISSUER|GITHUB_ENTERPRISE_URL), /),
    });
  });
});

it("reports an unreachable provider, and still names the address to register", async () => {
  const { closedOrigin } = await import("../../lib/test-support/local-server");
  const changes = { AUTH_GOOGLE_ISSUER: await closedOrigin() };
  const { find, sections } = await check(changes);
  expect(find("google", "metadata")).toMatchObject({
    status: "fail",
    text: expect.stringMatching(/nothing listens at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)$/),
    fix: expect.stringContaining("AUTH_GOOGLE_ISSUER"),
  });
  expect(sections[0]?.registration?.redirectAddress).toBe(`${appOrigin}/api/auth/callback/google`);
});

it("reports an issuer spelled differently from the provider's own", async () => {
  const { find } = await check({ AUTH_GOOGLE_ISSUER: `${providers.googleIssuer}/` });
  expect(find("google", "metadata")).toMatchObject({
    status: "fail",
    text: expect.stringContaining("another issuer"),
    fix: `Set AUTH_GOOGLE_ISSUER=${providers.googleIssuer}: the two must match letter by letter.`,
  });
});

it("never requests the user of a provider that accepts any code, so the check can't sign a user in", async () => {
  const control = (path: string, init?: RequestInit) =>
    fetch(`${providers.controlUrl}/${path}`, init).then((response) => response.json());
  const fault = { kind: "replace", body: { access_token: "any", token_type: "bearer" } };
  const order = { provider: "github", endpoint: "token", fault };
  const { id } = await control("faults", { method: "POST", body: JSON.stringify(order) });
  await control("requests", { method: "DELETE" });
  await check();
  const endpoints = (await control("requests")).map(
    (request: { endpoint: string }) => request.endpoint,
  );
  await control(`faults/${id}`, { method: "DELETE" });
  expect(endpoints).toContain("token");
  expect(endpoints).not.toContain("user");
});
