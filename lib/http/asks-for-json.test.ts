import { expect, it } from "vitest";
import { failureResponse } from "@/lib/failures/failure-response";
import { tooManyAttempts } from "@/lib/failures/failures";
import { asksForJson } from "./asks-for-json";

const firefox = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

it.each([
  ["/api/auth/session", { accept: "application/json" }, true],
  ["/api/auth/session", { accept: "application/json, text/plain, */*" }, true],
  ["/api/auth/session", { "x-auth-return-redirect": "1" }, true],
  ["/api/auth/session", { accept: "text/html, application/json" }, false],
  ["/api/auth/callback/google?code=1", { accept: firefox }, false],
  ["/api/auth/session", { accept: "*/*" }, false],
  ["/api/auth/session", {}, false],
  ["/account", { accept: "application/json" }, false],
  ["/account?a=/api/", { accept: "application/json" }, false],
  ["/upload?a=1", { accept: "application/json" }, true],
  ["/upload?a=1", { accept: firefox }, false],
])("%s with %j: %s", (path, headers, asks) => {
  expect(asksForJson(new Headers({ ...headers, "x-foyer-path": path }))).toBe(asks);
});

it("a failure is JSON for a program, with its code, its reference and when to retry", async () => {
  const failure = tooManyAttempts(7, { href: "/", label: "common.goHome" });
  const headers = { "x-foyer-path": "/api/auth/csrf", "x-foyer-reference": "bcdfg23456" };
  const accept = "application/json";
  const response = failureResponse(failure, new Headers({ ...headers, accept }));
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("7");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({ error: "TooManyAttempts", reference: "bcdfg23456" });
  const page = failureResponse(failure, new Headers(headers));
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
});
