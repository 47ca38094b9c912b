import { beforeEach, describe, expect, it, vi } from "vitest";
import { findProvider, type Provider } from "@/lib/auth/providers/registry";
import { createSessionToken } from "@/lib/auth/session/token";
import { newFlow } from "@/lib/test-support/flows";
import { cookiesSet, receiveRequest } from "@/lib/test-support/next-headers";
import type { RefusedAccess } from "./access-pages";
import { respondToFailure } from "./failure-response";
import type { Flow } from "./flow";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
vi.hoisted(() => {
  const settings = { AUTH_GOOGLE_ID: "id", AUTH_GOOGLE_SECRET: "s" };
  Object.assign(process.env, settings);
});
beforeEach(() => receiveRequest());

const path = "/api/auth/callback/google";
const token = createSessionToken();
const invited = newFlow({ returnTo: "/account", link: { kind: "invitation", token } });

type Refused = { flow?: Flow; headers?: Record<string, string> } & Pick<RefusedAccess, "reason"> &
  Partial<RefusedAccess>;

function refuse({ flow = invited, headers = {}, ...failure }: Refused) {
  const all = { "x-foyer-path": path, ...headers };
  receiveRequest(all);
  return respondToFailure({
    request: new Request(`http://localhost:3000${path}`, { headers: all }),
    provider: findProvider("google") as Provider,
    flow,
    failure: { kind: "refused", ...failure },
  });
}

const reasons = [
  ...(["suspended", "address-not-allowed", "awaiting-approval", "sign-up-closed"] as const),
  ...(["invitation-required", "invitation-of-another", "invitation-unusable"] as const),
  ...(["recovery-unusable", "account-of-another", "address-of-another"] as const),
];
/** What the link to the sign-in page says where another account wouldn't help. */
const wayBack = {
  "awaiting-approval": "Sign in again",
  "recovery-unusable": "Go to the sign-in page",
};
const unusable = ["invitation-unusable", "recovery-unusable"];

describe.each(reasons)("a sign-in that is refused as %s", (reason) => {
  it("gets a page with the address that arrived, and leads back to the sign-in page", async () => {
    const response = await refuse({ reason, email: "ada@example.com" });
    expect([response.status, response.headers.get("cache-control")]).toEqual([403, "no-store"]);
    const page = await response.text();
    expect(page).toContain("ada@example.com");
    expect(page).toContain(wayBack[reason as keyof typeof wayBack] ?? "Use another account");
    const link = unusable.includes(reason) ? "" : `&#38;invitation=${token}`;
    expect(page).toContain(`href="/sign-in?callbackUrl=%2Faccount${link}"`);
    expect(page).not.toMatch(/undefined|null/);
  });

  it("has the next start ask which account to use", async () => {
    await refuse({ reason });
    expect(cookiesSet().map(({ name, value }) => [name, value])).toEqual([
      ["foyer.signed-out.3000", "1"],
    ]);
  });

  it("gets a code if it asks for JSON, and not the address", async () => {
    const response = await refuse({
      reason,
      email: "ada@example.com",
      headers: { accept: "application/json" },
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      error: expect.stringMatching(/^(NotAllowed|Suspended|AwaitingApproval)$/),
      reference: expect.any(String),
    });
  });

  it("is a message on the page that a signed-in user came from", async () => {
    const intent = { kind: "connect", userId: "u", sessionId: "s" } as const;
    const flow = newFlow({ intent, returnTo: "/account/connections" });
    const response = await refuse({ reason, flow });
    expect(response.headers.get("location")).toBe("/account/connections");
    expect(cookiesSet().map(({ name }) => name)).toEqual(["foyer.flash.3000"]);
  });
});

it("a suspended user reads until when and why", async () => {
  const suspension = { until: new Date("2027-01-31T00:00:00Z"), reason: "Spam" };
  const page = await (await refuse({ reason: "suspended", suspension })).text();
  expect(page).toContain("Until 31 Jan 2027, 00:00 UTC.");
  expect(page).toContain("Spam");
});
