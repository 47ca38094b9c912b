import { vi } from "vitest";
import type { SignInLink } from "@/lib/auth/linking/verified-sign-in";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { invitations } from "@/lib/db/access-schema";
import { db } from "@/lib/db/driver/client";
import { minutesFromNow } from "@/lib/test-support/stored-user";
import {
  createTestUser,
  signInOf,
  type TestSignIn,
  type TestUser,
} from "@/lib/test-support/test-user";

/** Signs test users in, as the app does with these variables. */
export async function signInsUnder(settings: Record<string, string>) {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  vi.resetModules();
  const { completeSignIn } = await import("@/lib/auth/linking/complete-sign-in");
  return (user: TestUser, changes: Partial<TestSignIn> = {}) =>
    completeSignIn(signInOf(user, changes));
}

/** A test user with an address in this domain. */
export function userAt(domain: string, claims = {}): TestUser {
  const email = `${crypto.randomUUID()}@${domain}`;
  return { ...createTestUser({ email, ...claims }), email };
}

/** Stores an invitation, which works once and for anyone who has its link by default. */
export async function storeInvitation(
  changes: Partial<typeof invitations.$inferInsert> = {},
): Promise<{ link: SignInLink; usesLeft: () => Promise<number | undefined> }> {
  const tokenHash = hashToken(createSessionToken());
  const uses = changes.uses ?? 1;
  const stored = { tokenHash, uses, usesLeft: uses, expires: minutesFromNow(60), ...changes };
  await db().insert(invitations).values(stored);
  return {
    link: { kind: "invitation", tokenHash },
    usesLeft: async () => {
      const rows = await db().select().from(invitations);
      return rows.find((row) => row.tokenHash === tokenHash)?.usesLeft;
    },
  };
}
