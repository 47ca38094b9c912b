import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { approveUser } from "@/lib/db/admin/approve-user";
import { createInvitation } from "@/lib/db/admin/invitations";
import { removeUser } from "@/lib/db/admin/remove-user";
import { restoreUser, suspendUser } from "@/lib/db/admin/suspend-user";
import { restoreDeletedUsers } from "@/lib/db/admin/suspended-identities";
import { db } from "@/lib/db/driver/client";
import { sessions } from "@/lib/db/schema";
import { signInsUnder } from "@/lib/test-support/access-settings";
import { identityHashes } from "@/lib/test-support/admin-cases";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { createTestUser, rowsOf, sameAddress, signInOf } from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";
import { addressHashes } from "./identity";

const on = (userId: string) => ({ userId, actorId: null });
const suspend = (userId: string) =>
  suspendUser(on(userId), { until: null, reason: "Spam" }, identityHashes);
const refused = { kind: "refused", reason: "suspended" };

it("a user whom operators suspended stays out, also after they were deleted, until restored", async () => {
  const { testUser, userId } = await signInTestUser();
  await suspend(userId);
  expect(await completeSignIn(signInOf(testUser))).toMatchObject(refused);
  await removeUser(on(userId), identityHashes);
  const other = signInOf(sameAddress(testUser), { provider: "github" });
  for (const signIn of [signInOf(testUser), other]) {
    expect(await completeSignIn(signIn)).toMatchObject(refused);
  }
  expect((await rowsOf(testUser)).users).toEqual([]);
  await restoreDeletedUsers({ addressHashes: addressHashes(testUser.email) }, null);
  expect(await completeSignIn(signInOf(testUser))).toMatchObject({ kind: "new" });
});

it("a user who is restored signs in as before", async () => {
  const { testUser, userId } = await signInTestUser();
  await suspend(userId);
  await restoreUser(on(userId));
  expect(await completeSignIn(signInOf(testUser))).toMatchObject({ kind: "signed-in", userId });
});

it("a sign-in at the moment of a suspension leaves no session", async () => {
  for (let round = 0; round < 20; round += 1) {
    const { testUser, userId } = await signInTestUser();
    await Promise.all([suspend(userId), completeSignIn(signInOf(testUser))]);
    const left = await db().select().from(sessions).where(eq(sessions.userId, userId));
    expect(left).toEqual([]);
  }
});

it("a user who waits is in once they are approved, and an invited one at once", async () => {
  const signIn = await signInsUnder({ SIGN_UP: "approval" });
  const [waiting, invited] = [createTestUser(), createTestUser()];
  await signIn(waiting);
  const [user] = (await rowsOf(waiting)).users;
  expect(await approveUser(on(String(user?.id)))).toBe("approved");
  expect(await signIn(waiting)).toMatchObject({ kind: "signed-in" });
  const draft = { tokenHash: crypto.randomUUID(), uses: 1, expiresInSeconds: 60, note: null };
  await createInvitation({ ...draft, email: invited.email }, null);
  expect(await signIn(invited)).toMatchObject({ kind: "new" });
});
