import { NextRequest } from "next/server";
import { expect, it, vi } from "vitest";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import * as sessions from "@/lib/db/sessions";
import { log } from "@/lib/log";
import { sessionCookieName } from "@/lib/security/cookies";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { auth } from "./auth";

function requestWith(token: string): NextRequest {
  const headers = { "user-agent": "Mozilla/5.0", cookie: `${sessionCookieName()}=${token}` };
  return new NextRequest("http://localhost:3000/orders/7", { headers });
}

it("calls a route handler with the session and its context", async () => {
  const { testUser, userId, token } = await signInTestUser();
  const handler = auth(async (request, { params }) => {
    const { id } = await params;
    return Response.json({ id, path: request.nextUrl.pathname, auth: request.auth });
  });
  const response = await handler(requestWith(token), { params: Promise.resolve({ id: "7" }) });
  expect(await response.json()).toEqual({
    id: "7",
    path: "/orders/7",
    auth: {
      user: {
        id: userId,
        username: expect.any(String),
        name: testUser.claims.name,
        email: testUser.claims.email,
        image: testUser.claims.picture,
        role: "user",
      },
      expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    },
  });
});

it("calls a route handler without a session when the visitor is signed out", async () => {
  const handler = auth((request) => Response.json(request.auth));
  for (const token of ["", "forged", "A".repeat(43)]) {
    const response = await handler(requestWith(token), { params: Promise.resolve({}) });
    expect(await response.json()).toBeNull();
  }
});

it("responds with 503 and does not call the handler while the database is unavailable", async () => {
  vi.spyOn(log, "error").mockImplementation(() => {});
  const error = new DatabaseUnavailableError("away");
  vi.spyOn(sessions, "findLiveSession").mockRejectedValue(error);
  const handler = vi.fn(() => new Response("never"));
  const context = { params: Promise.resolve({}) };
  const response = await auth(handler)(requestWith("A".repeat(43)), context);
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("10");
  expect(await response.json()).toMatchObject({ error: "DatabaseUnavailable" });
  expect(handler).not.toHaveBeenCalled();
});

it("throws what is no outage, and does not call the handler", async () => {
  vi.spyOn(sessions, "findLiveSession").mockRejectedValue(new Error("a bug"));
  const handler = vi.fn(() => new Response("never"));
  const context = { params: Promise.resolve({}) };
  await expect(auth(handler)(requestWith("A".repeat(43)), context)).rejects.toThrow("a bug");
  expect(handler).not.toHaveBeenCalled();
});

it("throws where Auth.js would be a proxy or serve the Pages Router", () => {
  const call = auth as unknown as (...args: unknown[]) => unknown;
  for (const args of [
    [requestWith("")],
    [requestWith(""), {}],
    [{ req: {}, res: {} }],
    [undefined],
  ])
    expect(() => call(...args)).toThrow(TypeError);
});
