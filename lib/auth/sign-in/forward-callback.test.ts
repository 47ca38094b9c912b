import { describe, expect, it, vi } from "vitest";

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

/** The callback of a preview's request, at the redirect proxy. */
async function previewsCallback(provider = "google"): Promise<Request> {
  become("https://preview.example.com");
  const preview = await import("@/lib/auth/authjs/redirect-proxy");
  const request = await preview.throughRedirectProxy("https://provider.example/?state=inner");
  const state = new URL(request).searchParams.get("state");
  become("https://app.example.com");
  return new Request(`https://app.example.com/api/auth/callback/${provider}?code=c&state=${state}`);
}

describe("on the redirect proxy, another deployment's response", () => {
  it("is forwarded to that deployment, and counted", async () => {
    const request = await previewsCallback();
    const { handleAuthRequest } = await import("@/lib/auth/nextauth/handlers");
    const count = vi.spyOn(await import("@/lib/telemetry/counts"), "countSignIn");
    const response = await handleAuthRequest(request);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(
      "https://preview.example.com/api/auth/callback/google?code=c&state=inner",
    );
    expect(response.headers.has("set-cookie")).toBe(false);
    expect(count).toHaveBeenCalledWith(
      { provider: "google", intent: "sign-in", outcome: "passed-on" },
      expect.any(Number),
    );
  });

  it("is not forwarded from the callback of an unknown provider", async () => {
    const request = await previewsCallback("unknown");
    const { forwardCallback } = await import("./forward-callback");
    expect(await forwardCallback(request, "unknown")).toBeNull();
  });
});

it("forwards no response to a request of the redirect proxy's own", async () => {
  become("https://app.example.com");
  const { forwardCallback } = await import("./forward-callback");
  const url = "https://app.example.com/api/auth/callback/google?code=c&state=inner";
  expect(await forwardCallback(new Request(url), "google")).toBeNull();
});
