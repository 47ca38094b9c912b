import { randomUUID } from "node:crypto";
import { beforeEach, expect, it, vi } from "vitest";
import { createSessionToken } from "@/lib/auth/session/token";
import { cookiesSet, receiveRequest } from "@/lib/test-support/next-headers";
import { finishSignIn } from "./finish";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
vi.mock("next/server", async (load) => ({ ...(await load<object>()), after: () => {} }));
beforeEach(() => receiveRequest());

async function localeAfter(locale: string | null) {
  const expires = new Date(Date.now() + 60_000);
  const completed = { kind: "signed-in", userId: randomUUID(), locale, expires } as const;
  const tokens = { sessionToken: createSessionToken(), deviceToken: createSessionToken() };
  const flow = { provider: "google", returnTo: "/orders", ...tokens };
  expect(await finishSignIn(new Headers(), completed, flow)).toBe("/orders");
  return cookiesSet().find(({ name }) => name === "foyer.locale.3000")?.value;
}

it("gives the browser the language that its user chose, for pages that don't know the user", async () => {
  expect(await localeAfter("ar")).toBe("ar");
});

it.each([null, "xx", "en-XA"])(
  "leaves the browser's language as it is for a user who chose %j",
  async (locale) => {
    expect(await localeAfter(locale)).toBeUndefined();
  },
);
