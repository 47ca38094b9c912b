import { describe, expect, it } from "vitest";
import { signInsUnder, userAt } from "@/lib/test-support/access-settings";
import { completed } from "@/lib/test-support/completed";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { minutesFromNow, storeAccount } from "@/lib/test-support/stored-user";
import { hashesOfAccount, suspendIdentity } from "@/lib/test-support/suspended-identity";
import { createTestUser, signInOf } from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";

describe("the identity of a suspended user", () => {
  it("keeps its account from being connected to another user", async () => {
    const { currentUser } = await signInTestUser();
    const account = createTestUser();
    await suspendIdentity(hashesOfAccount(account, "github"));
    const connecting = { provider: "github", intent: "connect", currentUser } as const;
    const outcome = await completeSignIn(signInOf(account, connecting));
    expect(outcome).toMatchObject({ kind: "refused", reason: "suspended" });
  });

  it("keeps no one out who has its account by now, whichever of their addresses is allowed", async () => {
    const signIn = await signInsUnder({ ALLOWED_EMAIL_DOMAINS: "corp.example" });
    const work = userAt("corp.example");
    const { userId } = await completed(signIn(work, { provider: "github" }));
    const home = userAt("mail.example");
    await storeAccount(userId, { providerAccountId: home.claims.subject, email: home.email });
    await suspendIdentity(hashesOfAccount(home));
    await suspendIdentity(hashesOfAccount(work, "github"));
    for (const [user, provider] of [
      [work, "github"],
      [home, "google"],
    ] as const)
      expect(await signIn(user, { provider })).toMatchObject({ kind: "signed-in", userId });
  });

  it("may sign up again once the suspension has ended", async () => {
    const user = createTestUser();
    await suspendIdentity(hashesOfAccount(user), minutesFromNow(-1));
    expect(await completeSignIn(signInOf(user))).toMatchObject({ kind: "new" });
  });
});
