import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { createSessionToken } from "@/lib/auth/session/token";
import { disconnectAccount, listConnections } from "@/lib/db/accounts";
import { approveUser } from "@/lib/db/admin/approve-user";
import { removeUser } from "@/lib/db/admin/remove-user";
import { restoreUser, suspendUser } from "@/lib/db/admin/suspend-user";
import { db } from "@/lib/db/driver/client";
import { sessions, users } from "@/lib/db/schema";
import { identityHashes } from "@/lib/test-support/admin-cases";
import { completed } from "@/lib/test-support/completed";
import { storeRecovery } from "@/lib/test-support/recovery";
import { storeFreshContext } from "@/lib/test-support/stored-user";
import { createTestUser, rowsOf, sameAddress, signInOf } from "@/lib/test-support/test-user";
import { accountHashes } from "./account-hashes";
import { completeSignIn } from "./complete-sign-in";
import { restoreAccount } from "./restore-account";

vi.setConfig({ testTimeout: 30_000 });

const rounds = 5;
const on = (userId: string) => ({ userId, actorId: null });
const forever = { until: null, reason: null };
const suspend = (userId: string) => suspendUser(on(userId), forever, identityHashes);
const remove = (userId: string) => removeUser(on(userId), identityHashes);

/** A user with Google and GitHub, who has disconnected Google, and what signs them in in several ways. */
async function userWithWays() {
  const user = createTestUser();
  const first = signInOf(user);
  const { userId } = await completed(completeSignIn(first));
  const atGitHub = sameAddress(user);
  await completed(completeSignIn(signInOf(atGitHub, { provider: "github" })));
  const google = (await listConnections(userId)).find(({ provider }) => provider === "google");
  await disconnectAccount(await storeFreshContext(userId), google?.id ?? "", accountHashes);
  const told = await completeSignIn(signInOf(user));
  if (told.kind !== "account-removed") throw new Error(`the sign-in was ${told.kind}`);
  const link = { ...told.link, removal: told.link.removal ?? "", returnTo: "/" };
  const tokenHash = await storeRecovery(userId);
  const recovering = createTestUser();
  const byLink = { kind: "recovery", tokenHash } as const;
  const { deviceHash, device } = first;
  return {
    user,
    userId,
    recovering,
    ways: {
      "their account": () => completeSignIn(signInOf(atGitHub, { provider: "github" })),
      "their address": () =>
        completeSignIn(signInOf(sameAddress(user), { provider: "microsoft-entra-id" })),
      "a recovery link": () =>
        completeSignIn(signInOf(recovering, { provider: "microsoft-entra-id", link: byLink })),
      "a removed account": () =>
        restoreAccount(link, { sessionToken: createSessionToken(), device, deviceHash }),
    },
  };
}

type Way = keyof Awaited<ReturnType<typeof userWithWays>>["ways"];

describe.each<Way>(["their account", "their address", "a recovery link", "a removed account"])(
  "a user who signs in by %s",
  (way) => {
    it("has no session if they are suspended at the same moment", async () => {
      for (let round = 0; round < rounds; round += 1) {
        const { userId, ways } = await userWithWays();
        const [suspension] = await Promise.all([suspend(userId), ways[way]()]);
        expect(suspension).toBe("suspended");
        const left = await db().select().from(sessions).where(eq(sessions.userId, userId));
        expect(left).toEqual([]);
        expect(await ways["their account"]()).toMatchObject({ reason: "suspended" });
      }
    });

    it("is gone, or is someone new, if they are deleted at the same moment", async () => {
      for (let round = 0; round < rounds; round += 1) {
        const { user, userId, recovering, ways } = await userWithWays();
        const [deletion] = await Promise.all([remove(userId), ways[way]()]);
        expect(deletion).toBe("deleted");
        for (const each of [user, recovering]) {
          const { users: left } = await rowsOf(each);
          expect(left.map(({ id }) => id)).not.toContain(userId);
        }
      }
    });
  },
);

it.each([
  ["approved", { awaitingApproval: true }, approveUser],
  ["restored", { suspendedAt: new Date() }, restoreUser],
])(
  "a user who is %s at the moment of a sign-in is in, or is next time",
  async (_, standing, act) => {
    for (let round = 0; round < rounds; round += 1) {
      const user = createTestUser();
      const { userId } = await completed(completeSignIn(signInOf(user)));
      await db().update(users).set(standing).where(eq(users.id, userId));
      const [, outcome] = await Promise.all([act(on(userId)), completeSignIn(signInOf(user))]);
      expect(["signed-in", "refused"]).toContain(outcome.kind);
      expect(await completeSignIn(signInOf(user))).toMatchObject({ kind: "signed-in", userId });
    }
  },
);
