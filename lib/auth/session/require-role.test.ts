import { eq } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { db } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";
import { sessionCookieName } from "@/lib/security/cookies";
import { receiveRequest } from "@/lib/test-support/next-headers";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { requireRole } from "./require-role";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));

const notFound = "NEXT_HTTP_ERROR_FALLBACK;404";

/** The next request comes from a browser in which a user with this role is signed in. */
async function signInWith(role: string) {
  const { userId, token } = await signInTestUser();
  await setRole(userId, role);
  const cookie = `${sessionCookieName()}=${token}`;
  receiveRequest({ cookie, "user-agent": "Mozilla/5.0", "x-forwarded-for": "192.0.2.1" });
  return userId;
}

async function setRole(userId: string, role: string) {
  await db().update(users).set({ role }).where(eq(users.id, userId));
}

beforeEach(() => receiveRequest());

it("returns a user who has the role, or one of the roles", async () => {
  const id = await signInWith("admin");
  expect(await requireRole("admin")).toMatchObject({ id, role: "admin" });
  expect(await requireRole(["user", "admin"], "/reports")).toMatchObject({ id });
});

it.each(["user", "editor", "Admin", ""])(
  "responds to a user with another role with 404, with or without a path to return to: %j",
  async (role) => {
    await signInWith(role);
    await expect(requireRole("admin")).rejects.toThrow(notFound);
    await expect(requireRole("admin", "/reports")).rejects.toThrow(notFound);
  },
);

it("responds to a visitor who isn't signed in with the same 404", async () => {
  await expect(requireRole("admin")).rejects.toThrow(notFound);
  await expect(requireRole(["user", "admin"])).rejects.toThrow(notFound);
});

it("sends a visitor who isn't signed in to sign in if there is a path to return to", async () => {
  const digest = expect.stringContaining("/sign-in?callbackUrl=%2Freports%3Fyear%3D2026");
  await expect(requireRole("admin", "/reports?year=2026")).rejects.toMatchObject({ digest });
});

it("a demotion counts at the next request", async () => {
  const userId = await signInWith("admin");
  await requireRole("admin");
  await setRole(userId, "user");
  await expect(requireRole("admin")).rejects.toThrow(notFound);
});

it("throws for a role that foyer.config.ts doesn't list, whoever asks", async () => {
  const message = `foyer.config.ts doesn't list the role "moderator"`;
  await expect(requireRole("moderator")).rejects.toThrow(message);
  await signInWith("moderator");
  await expect(requireRole(["admin", "moderator"])).rejects.toThrow(message);
});
