import { expect, it, vi } from "vitest";

const settings = {
  AUTH_REDIRECT_PROXY_URL: "https://app.example.com/api/auth",
  AUTH_REDIRECT_PROXY_SECRET: "a secret that previews and production share",
  AUTH_GOOGLE_ID: "id",
  AUTH_GOOGLE_SECRET: "secret",
  RATE_LIMIT: "off",
};

function become(origin: string): void {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...settings, AUTH_URL: origin }))
    vi.stubEnv(name, value);
}

it("forwards another deployment's response to it, and counts it", async () => {
  become("https://preview.example.com");
  const preview = await import("@/lib/auth/authjs/redirect-proxy");
  const request = await preview.throughRedirectProxy("https://provider.example/?state=inner");
  const state = new URL(request).searchParams.get("state");

  become("https://app.example.com");
  const { handleCallback } = await import("@/lib/auth/sign-in/callback");
  const count = vi.spyOn(await import("@/lib/telemetry/counts"), "countSignIn");
  const callback = `https://app.example.com/api/auth/callback/google?code=c&state=${state}`;
  const response = await handleCallback(new Request(callback), "google");
  expect(response.headers.get("location")).toBe(
    "https://preview.example.com/api/auth/callback/google?code=c&state=inner",
  );
  expect(count).toHaveBeenCalledWith(
    { provider: "google", intent: "sign-in", outcome: "passed-on" },
    expect.any(Number),
  );
});
