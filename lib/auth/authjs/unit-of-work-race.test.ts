import { describe, expect, it } from "vitest";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { completed } from "@/lib/test-support/completed";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { createTestUser, rowsOf, sameAddress, signInOf } from "@/lib/test-support/test-user";
import { begin, stage } from "@/lib/test-support/unit-of-work";

describe("a sign-in that another one overtakes between the look and the commit", () => {
  it("is guided if the other took the address for a new user", async () => {
    const user = createTestUser();
    const work = begin(signInOf(user));
    expect(await work.opensSession()).toBe(true);
    const first = await completed(completeSignIn(signInOf(sameAddress(user))));
    const before = await rowsOf(user);
    stage(work, ["user", "account"]);
    expect(await work.commit()).toMatchObject({ kind: "guided", link: { userId: first.userId } });
    expect(await rowsOf(user)).toEqual(before);
  });

  it("is guided if the other linked an account at the same provider", async () => {
    const { testUser, userId } = await signInTestUser();
    const work = begin(signInOf(sameAddress(testUser), { provider: "github" }));
    expect(await work.addressOwner()).toBe(userId);
    await completed(completeSignIn(signInOf(sameAddress(testUser), { provider: "github" })));
    const before = await rowsOf(testUser);
    stage(work, ["account"]);
    expect(await work.commit()).toMatchObject({ kind: "guided", link: { userId } });
    expect(await rowsOf(testUser)).toEqual(before);
  });

  it("is refused if the other gave the account to another user", async () => {
    const { testUser, currentUser } = await signInTestUser();
    const user = createTestUser();
    const work = begin(signInOf(user, { intent: "connect", currentUser, provider: "github" }));
    expect(await work.opensSession()).toBe(false);
    await completed(completeSignIn(signInOf(user, { provider: "github" })));
    const before = [await rowsOf(testUser), await rowsOf(user)];
    expect(await work.commit()).toEqual({ kind: "refused", reason: "account-of-another" });
    expect([await rowsOf(testUser), await rowsOf(user)]).toEqual(before);
  });

  it("signs in the same user if the other was theirs", async () => {
    const user = createTestUser();
    const work = begin(signInOf(user));
    expect(await work.accountOwner()).toBeNull();
    const { userId } = await completed(completeSignIn(signInOf(user)));
    stage(work, ["user", "account"]);
    expect(await work.commit()).toMatchObject({ kind: "signed-in", userId });
    const { users, accounts, sessions } = await rowsOf(user);
    expect([users.length, accounts.length, sessions.length]).toEqual([1, 1, 2]);
  });
});
