import { randomUUID } from "node:crypto";
import { takeInvitation } from "@/lib/db/access/take-invitation";
import { db } from "@/lib/db/driver/client";
import { signInReturningUserIf } from "@/lib/db/sign-in/returning-user";
import { addWaitingUser } from "@/lib/db/sign-in/waiting-user";
import { storeInvitation } from "@/lib/test-support/access-settings";
import type { SeededUser } from "@/lib/test-support/seeded-user";
import { recordOf } from "@/lib/test-support/sign-in-record";
import { createTestUser, testIssuer } from "@/lib/test-support/test-user";

/** The queries about who may sign in: see `queryCases`. */
export const accessCases: Record<string, (user: SeededUser) => Promise<unknown>> = {
  "takeInvitation: for an address": async ({ userId }) => {
    const email = `${userId}@example.com`;
    await storeInvitation({ email });
    return takeInvitation(db(), { email, tokenHash: null });
  },
  "takeInvitation: by a link": async ({ email }) => {
    const { link } = await storeInvitation();
    return takeInvitation(db(), { email, tokenHash: link.tokenHash });
  },
  addWaitingUser: () =>
    addWaitingUser(recordOf(createTestUser()), {
      ownsAddress: true,
      pendingLink: randomUUID(),
    }),
  signInReturningUserIf: ({ userId, googleSubject, email }) => {
    const account = { provider: "google", issuer: testIssuer, email, image: null };
    const own = { ...account, providerAccountId: googleSubject };
    return signInReturningUserIf(recordOf(createTestUser(), { account: own }), userId, () => true);
  },
};
