import { describe, expect, it, vi } from "vitest";
import { handleAuthRequest } from "./handlers";

vi.hoisted(() => {
  const settings = { RATE_LIMIT: "off", AUTH_GOOGLE_ID: "id", AUTH_GOOGLE_SECRET: "s" };
  Object.assign(process.env, settings);
});

const origin = "http://localhost:3000";
const send = (method: string, path: string) =>
  handleAuthRequest(new Request(`${origin}/api/auth${path}`, { method }));

describe("a path below /api/auth that is no route of Auth.js", () => {
  it.each([
    "",
    "/",
    "/unknown",
    "/*",
    "/callback",
    "/signin/google/more",
    "/callback/google/",
    "/session/google",
    "/session/",
    "/signout/google",
    "/SESSION",
    "/session%2f",
    "//session",
    "/__proto__",
    "/constructor",
    "/toString",
    "/__proto__/google",
    "/signin/*/__proto__",
    "/verify-request",
    "/webauthn-options",
  ])("responds with 404 to every method: %s", async (path) => {
    for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE"]) {
      const response = await send(method, path);
      expect(response.status).toBe(404);
      expect(response.headers.has("allow")).toBe(false);
    }
  });
});

describe("a method that a route doesn't accept", () => {
  const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "hasOwnProperty"];

  it.each([
    ["/signin", ["GET"]],
    ["/error", ["GET"]],
    ["/signin/google", ["POST"]],
    ["/signin/", ["POST"]],
    ["/signout", ["POST"]],
    ["/session", ["GET", "POST"]],
    ["/callback/google", ["GET"]],
    ["/callback/__proto__", ["GET"]],
  ])("gets 405 and those that it accepts: %s, %j", async (path, allowed) => {
    for (const method of methods.filter((each) => !allowed.includes(each))) {
      const response = await send(method, path);
      expect([method, response.status]).toEqual([method, 405]);
      expect(response.headers.get("allow")).toBe(allowed.join(", "));
    }
    for (const method of allowed) expect((await send(method, path)).status).not.toBe(405);
  });
});

describe("a route of Auth.js", () => {
  it("returns the session, null when signed out", async () => {
    const response = await send("GET", "/session?a=1");
    expect([response.status, await response.json()]).toEqual([200, null]);
  });

  it.each(["/signin/google", "/signout"])("refuses a POST of unknown origin: %s", async (path) => {
    expect((await send("POST", path)).status).toBe(403);
  });

  it("rejects a callback that no flow began", async () => {
    expect((await send("GET", "/callback/google?code=c&state=s")).status).toBe(401);
  });

  it.each(["github", "", "__proto__", "constructor", "%67oogle"])(
    "responds with 404 to the callback of a provider that is not configured: %j",
    async (provider) => {
      expect((await send("GET", `/callback/${provider}?code=c&state=s`)).status).toBe(404);
    },
  );
});
