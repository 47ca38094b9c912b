import * as recoveries from "@/lib/db/access/recoveries";
import { db } from "@/lib/db/driver/client";
import { signInRecoveredUser } from "@/lib/db/sign-in/recovered-user";
import { storeRecovery } from "@/lib/test-support/recovery";
import { contextOf, type SeededUser } from "@/lib/test-support/seeded-user";
import { recordOf } from "@/lib/test-support/sign-in-record";
import { createTestUser } from "@/lib/test-support/test-user";

/** The queries about recovery links: see `queryCases`. */
export const recoveryCases: Record<string, (user: SeededUser) => Promise<unknown>> = {
  findRecovery: async ({ userId }) => recoveries.findRecovery(await storeRecovery(userId)),
  redeemRecovery: async ({ userId }) =>
    recoveries.redeemRecovery(db(), { userId, tokenHash: await storeRecovery(userId) }),
  forgetRecovery: async ({ userId }) =>
    recoveries.forgetRecovery({ userId, tokenHash: await storeRecovery(userId) }),
  stopRecovery: async (user) => {
    await storeRecovery(user.userId);
    return recoveries.stopRecovery(contextOf(user));
  },
  signInRecoveredUser: async ({ userId }) => {
    const tokenHash = await storeRecovery(userId);
    const options = { userId, tokenHash, isStillSo: () => true };
    const recovered = await signInRecoveredUser(recordOf(createTestUser()), options);
    if (recovered === "used") throw new Error("nothing was recovered");
  },
  deleteExpiredRecoveries: () => recoveries.deleteExpiredRecoveries(50),
};
