import { describe, expect, it } from "vitest";
import { createSessionToken } from "@/lib/auth/session/token";
import { signInsUnder, storeInvitation } from "@/lib/test-support/access-settings";
import { completed, guided } from "@/lib/test-support/completed";
import {
  createTestUser,
  rowsOf,
  sameAddress,
  signInOf,
  type TestSignIn,
} from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";

/** A pending link for a second account at the provider of the user who has its address. */
async function guidedUnder(settings: Record<string, string>, changes: Partial<TestSignIn> = {}) {
  const holder = createTestUser();
  await completed(completeSignIn(signInOf(holder)));
  const signIn = await signInsUnder(settings);
  const link = await guided(signIn(sameAddress(holder), changes));
  const { createSeparateUser } = await import("./create-separate-user");
  const start = () =>
    createSeparateUser(
      { ...link, returnTo: "/" },
      {
        sessionToken: createSessionToken(),
        device: { userAgent: null, ip: null },
        deviceHash: crypto.randomUUID(),
      },
    );
  return { start, rows: () => rowsOf(holder), email: holder.email };
}

describe("a separate user", () => {
  it.each([
    ["invite", "invitation-required"],
    ["closed", "sign-up-closed"],
  ])("is refused with SIGN_UP=%s, and nothing is written", async (SIGN_UP, reason) => {
    const { start, rows, email } = await guidedUnder({ SIGN_UP });
    const before = await rows();
    expect(await start()).toEqual({ kind: "refused", reason, email });
    expect(await rows()).toEqual(before);
  });

  it("uses up the invitation that the visitor came with", async () => {
    const { link, usesLeft } = await storeInvitation({ uses: 2 });
    const { start } = await guidedUnder({ SIGN_UP: "invite" }, { link });
    expect(await start()).toMatchObject({ kind: "new" });
    expect(await usesLeft()).toBe(1);
  });

  it("waits with SIGN_UP=approval, and leaves the address with its holder", async () => {
    const { start, rows, email } = await guidedUnder({ SIGN_UP: "approval" });
    const before = await rows();
    expect(await start()).toEqual({ kind: "refused", reason: "awaiting-approval", email });
    expect(await start()).toBe("used");
    const { users, sessions } = await rows();
    expect(users.filter((user) => user.email_verified !== null)).toEqual(before.users);
    expect(users.filter((user) => user.awaiting_approval === true)).toHaveLength(1);
    expect(sessions).toEqual(before.sessions);
  });
});
