import { eq } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { db } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";
import { updateProfile } from "@/lib/db/users";
import { env } from "@/lib/env/env";
import { log } from "@/lib/log";
import { sessionCookieName } from "@/lib/security/cookies";
import { receiveRequest } from "@/lib/test-support/next-headers";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { authorizeRoleAction } from "./action-guard";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
beforeEach(() => void vi.spyOn(log, "info").mockImplementation(() => {}));

const notFound = "NEXT_HTTP_ERROR_FALLBACK;404";
const toSignIn = { digest: expect.stringContaining("/sign-in?callbackUrl=%2Fstaff") };

/** The next request is a form of our own, from a browser in which a user with this role is signed in. */
async function submitAs(role: string, origin = env().origin) {
  const { userId, token } = await signInTestUser();
  await setRole(userId, role);
  receiveRequest({
    origin,
    cookie: `${sessionCookieName()}=${token}`,
    "user-agent": "Mozilla/5.0",
  });
  return userId;
}

async function setRole(userId: string, role: string) {
  await db().update(users).set({ role }).where(eq(users.id, userId));
}

async function nameOf(userId: string) {
  const [user] = await db().select({ name: users.name }).from(users).where(eq(users.id, userId));
  return user?.name;
}

/** An action for admins. */
async function sign(returnTo?: string) {
  const { act } = await authorizeRoleAction("admin", returnTo);
  return act((context) => updateProfile(context, { name: "Staff" }));
}

it("runs the action of a user who has the role", async () => {
  const userId = await submitAs("admin");
  expect(await sign()).toBe("saved");
  expect(await nameOf(userId)).toBe("Staff");
});

it("responds to a user with another role with 404, and writes nothing", async () => {
  const userId = await submitAs("user");
  await expect(sign()).rejects.toThrow(notFound);
  await expect(sign("/staff")).rejects.toThrow(notFound);
  expect(await nameOf(userId)).toBe("Ada Lovelace");
});

it("responds to a visitor who isn't signed in with 404, or has them sign in first", async () => {
  receiveRequest({ origin: env().origin });
  await expect(sign()).rejects.toThrow(notFound);
  await expect(sign("/staff")).rejects.toMatchObject(toSignIn);
});

it("responds with 404 and writes nothing if the user is demoted before the action writes", async () => {
  const userId = await submitAs("admin");
  const { act } = await authorizeRoleAction("admin", "/staff");
  await setRole(userId, "user");
  const acting = act((context) => updateProfile(context, { name: "Staff" }));
  await expect(acting).rejects.toThrow(notFound);
  expect(await nameOf(userId)).toBe("Ada Lovelace");
});

it.each([[undefined], ["/staff"]])(
  "writes nothing if the session ends before the action does, with %s to return to",
  async (returnTo) => {
    const userId = await submitAs("admin");
    const { act } = await authorizeRoleAction("admin", returnTo);
    await db().execute(`delete from sessions where user_id = '${userId}'`);
    const acting = act((context) => updateProfile(context, { name: "Staff" }));
    if (returnTo) await expect(acting).rejects.toMatchObject(toSignIn);
    else await expect(acting).rejects.toThrow(notFound);
    expect(await nameOf(userId)).toBe("Ada Lovelace");
  },
);

it("rejects a form of another site before it looks at the user", async () => {
  await submitAs("admin", "https://evil.example");
  await expect(sign()).rejects.toThrow("another site");
});
