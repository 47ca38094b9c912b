import { describe, expect, it } from "vitest";
import { signInsUnder, storeInvitation, userAt } from "@/lib/test-support/access-settings";
import { minutesFromNow } from "@/lib/test-support/stored-user";
import { createTestUser, rowsOf } from "@/lib/test-support/test-user";

const noRows = { users: [], accounts: [], sessions: [] };
const refused = (reason: string, email: string) => ({ kind: "refused", reason, email });

describe("a new user", () => {
  it.each([
    ["invite", "invitation-required"],
    ["closed", "sign-up-closed"],
  ])("is refused with SIGN_UP=%s, and nothing is written", async (SIGN_UP, reason) => {
    const signIn = await signInsUnder({ SIGN_UP });
    const user = createTestUser();
    expect(await signIn(user)).toEqual(refused(reason, user.email));
    expect(await rowsOf(user)).toEqual(noRows);
  });

  it.each(["invite", "closed", "approval"])(
    "is created with an invitation and SIGN_UP=%s, which uses it up",
    async (SIGN_UP) => {
      const signIn = await signInsUnder({ SIGN_UP });
      const { link, usesLeft } = await storeInvitation({ uses: 2 });
      expect(await signIn(createTestUser(), { link })).toMatchObject({ kind: "new" });
      expect(await usesLeft()).toBe(1);
    },
  );

  it("needs no link if their address is invited", async () => {
    const signIn = await signInsUnder({ SIGN_UP: "invite" });
    const user = createTestUser();
    const { usesLeft } = await storeInvitation({ email: user.email });
    expect(await signIn(user)).toMatchObject({ kind: "new" });
    expect(await usesLeft()).toBe(0);
  });

  it("keeps an invitation that they don't need", async () => {
    const signIn = await signInsUnder({ SIGN_UP: "open" });
    const { link, usesLeft } = await storeInvitation();
    expect(await signIn(createTestUser(), { link })).toMatchObject({ kind: "new" });
    expect(await usesLeft()).toBe(1);
  });

  it.each([
    ["of another address", { email: "grace@example.com" }, "invitation-of-another"],
    ["that has expired", { expires: minutesFromNow(-1) }, "invitation-unusable"],
    ["that was used up", { usesLeft: 0 }, "invitation-unusable"],
    [
      "of another address that has expired",
      { email: "grace@example.com", expires: minutesFromNow(-1) },
      "invitation-unusable",
    ],
  ])("is refused with an invitation %s", async (_, changes, reason) => {
    const signIn = await signInsUnder({ SIGN_UP: "invite" });
    const user = createTestUser();
    const { link, usesLeft } = await storeInvitation(changes);
    const before = await usesLeft();
    expect(await signIn(user, { link })).toEqual(refused(reason, user.email));
    expect(await usesLeft()).toBe(before);
    expect(await rowsOf(user)).toEqual(noRows);
  });

  it("is refused with a guessed invitation, and with an unverified invited address", async () => {
    const signIn = await signInsUnder({ SIGN_UP: "invite" });
    const user = createTestUser();
    const link = { kind: "invitation", tokenHash: "guessed" } as const;
    expect(await signIn(user, { link })).toEqual(refused("invitation-unusable", user.email));
    const unverified = createTestUser({ email_verified: false });
    await storeInvitation({ email: unverified.email });
    expect(await signIn(unverified)).toMatchObject({ reason: "email-unverified" });
  });

  it("comes in twenty times at once as often as the invitation allows", async () => {
    const signIn = await signInsUnder({ SIGN_UP: "invite" });
    const { link, usesLeft } = await storeInvitation({ uses: 7 });
    const visitors = Array.from({ length: 20 }, () => createTestUser());
    const outcomes = await Promise.all(visitors.map((user) => signIn(user, { link })));
    const kinds = outcomes.map((outcome) => ("reason" in outcome ? outcome.reason : outcome.kind));
    expect(kinds.filter((kind) => kind === "new")).toHaveLength(7);
    expect(kinds.filter((kind) => kind === "invitation-unusable")).toHaveLength(13);
    expect(await usesLeft()).toBe(0);
  });

  it("uses up one invitation, however often they come at once", async () => {
    const signIn = await signInsUnder({ SIGN_UP: "invite" });
    const { link, usesLeft } = await storeInvitation({ uses: 5 });
    const user = createTestUser();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => signIn(user, { link })));
    expect(outcomes.every(({ kind }) => kind === "new" || kind === "signed-in")).toBe(true);
    expect(await usesLeft()).toBe(4);
    expect((await rowsOf(user)).users).toHaveLength(1);
  });

  it("waits with SIGN_UP=approval, without a session, also when they come again", async () => {
    const signIn = await signInsUnder({ SIGN_UP: "approval" });
    const user = createTestUser();
    const waiting = refused("awaiting-approval", user.email);
    const twenty = await Promise.all(Array.from({ length: 20 }, () => signIn(user)));
    expect(twenty).toEqual(Array.from({ length: 20 }, () => waiting));
    const { users, accounts, sessions } = await rowsOf(user);
    expect([users.length, accounts.length, sessions.length]).toEqual([1, 1, 0]);
    expect(users[0]).toMatchObject({ awaiting_approval: true });
  });

  it("needs an allowed address even with an invitation", async () => {
    const signIn = await signInsUnder({ SIGN_UP: "invite", ALLOWED_EMAIL_DOMAINS: "corp.example" });
    const user = userAt("mail.example");
    const { link, usesLeft } = await storeInvitation();
    expect(await signIn(user, { link })).toEqual(refused("address-not-allowed", user.email));
    expect(await usesLeft()).toBe(1);
  });

  it("with an admin's address needs no invitation, if its provider runs the domain", async () => {
    const user = createTestUser({ email_authoritative: true });
    const signIn = await signInsUnder({ SIGN_UP: "closed", ADMIN_EMAILS: user.email });
    const claims = { ...user.claims, email_authoritative: false };
    expect(await signIn({ ...user, claims })).toEqual(refused("sign-up-closed", user.email));
    expect(await signIn(user)).toMatchObject({ kind: "new" });
  });
});
