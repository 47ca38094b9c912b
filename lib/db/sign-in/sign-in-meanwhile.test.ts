import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, describe, expect, it, vi } from "vitest";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { completed } from "@/lib/test-support/completed";
import { recordOf } from "@/lib/test-support/sign-in-record";
import { createTestUser, rowsOf, sameAddress, signInOf } from "@/lib/test-support/test-user";
import { signInLinkedUser } from "./linked-user";
import { signInNewUser } from "./new-user";
import { signInReturningUser } from "./returning-user";
import type { SignInRecord } from "./sign-in-record";

const otherClient = postgres(process.env.DATABASE_URL ?? "", { max: 2 });
afterAll(() => otherClient.end());

/** A user with two accounts, who first signed in with the one of `user`. */
async function userWithTwo() {
  const user = createTestUser();
  const userId = (await signInNewUser(recordOf(user))) ?? "";
  const account = { provider: "github", providerAccountId: randomUUID() };
  await signInLinkedUser(recordOf(user, { account }), userId, () => true);
  return { user, userId };
}

/** Changes a user in a transaction for which their sign-in waits. */
async function signInDuring<T>(
  userId: string,
  change: (tx: postgres.TransactionSql) => Promise<unknown>,
  signIn: () => Promise<T>,
): Promise<T> {
  const waiting = await otherClient.begin(async (tx) => {
    await tx`select from users where id = ${userId} for no key update`;
    const [self] = await tx`select pg_backend_pid() as pid`;
    await change(tx);
    const signingIn = signIn();
    signingIn.catch(() => {});
    await vi.waitUntil(
      async () => {
        const blocked = await otherClient`select pid from pg_stat_activity
          where ${self?.pid} = any(pg_blocking_pids(pid))`;
        return blocked.length > 0;
      },
      { timeout: 3_000, interval: 20 },
    );
    return { signingIn };
  });
  return waiting.signingIn;
}

describe("a sign-in that waits for a change to its user", () => {
  // Whatever changes a user and their accounts locks the user first: see `lockUser`.
  it.each<[string, (record: SignInRecord, userId: string) => Promise<unknown>]>([
    ["a returning user", (record) => signInReturningUser(record)],
    [
      "a user with another account",
      ({ account, ...record }, userId) =>
        signInLinkedUser(
          { ...record, account: { ...account, provider: "microsoft-entra-id" } },
          userId,
          () => true,
        ),
    ],
  ])("of %s waits even if the change concerns nothing that it writes", async (_, signIn) => {
    const { user, userId } = await userWithTwo();
    await signInDuring(
      userId,
      async () => {},
      () => signIn(recordOf(user), userId),
    );
    expect((await rowsOf(user)).sessions).toHaveLength(3);
  });

  it("opens no session if the change disconnects its account", async () => {
    const { user, userId } = await userWithTwo();
    const before = await rowsOf(user);
    const disconnect = (tx: postgres.TransactionSql) =>
      tx`delete from accounts where provider_account_id = ${user.claims.subject}`;
    const outcome = await signInDuring(userId, disconnect, () =>
      signInReturningUser(recordOf(user)),
    );
    expect(outcome.userId).toBeNull();
    expect((await rowsOf(user)).sessions).toEqual(before.sessions);
  });

  it.each([
    ["suspends the user", { suspended_at: new Date() }, "suspended"],
    ["takes their approval back", { awaiting_approval: true }, "awaiting-approval"],
  ])("opens no session if the change %s", async (_, changes, reason) => {
    const { user, userId } = await userWithTwo();
    const before = await rowsOf(user);
    const outcome = await signInDuring(
      userId,
      (tx) => tx`update users set ${tx(changes)} where id = ${userId}`,
      () => completeSignIn(signInOf(user)),
    );
    expect(outcome).toMatchObject({ kind: "refused", reason });
    expect((await rowsOf(user)).sessions).toEqual(before.sessions);
  });

  it("links no account to a user whom the change suspends", async () => {
    const { user, userId } = await userWithTwo();
    const other = sameAddress(user);
    const outcome = await signInDuring(
      userId,
      (tx) => tx`update users set suspended_at = now() where id = ${userId}`,
      () => completeSignIn(signInOf(other, { provider: "microsoft-entra-id" })),
    );
    expect(outcome).toMatchObject({ kind: "refused", reason: "suspended" });
    expect((await rowsOf(user)).accounts).toHaveLength(2);
  });

  it("signs the user in by their address if the change disconnects its account", async () => {
    const { user, userId } = await userWithTwo();
    const disconnect = (tx: postgres.TransactionSql) =>
      tx`delete from accounts where provider_account_id = ${user.claims.subject}`;
    const outcome = await signInDuring(userId, disconnect, () => completeSignIn(signInOf(user)));
    expect(outcome).toMatchObject({ kind: "linked", userId });
  });

  it("never revives a user whom the change deletes, and creates a new one instead", async () => {
    const { user, userId } = await userWithTwo();
    const remove = async (tx: postgres.TransactionSql) => {
      await tx`delete from sessions where user_id = ${userId}`;
      await tx`delete from users where id = ${userId}`;
    };
    const { kind, userId: newId } = await signInDuring(userId, remove, () =>
      completed(completeSignIn(signInOf(user))),
    );
    expect(kind).toBe("new");
    expect(newId).not.toBe(userId);
  });

  it("keeps what the change has written, and still updates the account's picture", async () => {
    const user = createTestUser();
    const picture = (name: string) => `https://example.com/${name}.png`;
    const record = (name: string) => recordOf(user, { account: { image: picture(name) } });
    const userId = (await signInNewUser(record("a"))) ?? "";
    const another = async (tx: postgres.TransactionSql) => {
      await tx`update users set image = ${picture("b")}, name = 'New' where id = ${userId}`;
      await tx`update accounts set image = ${picture("b")} where user_id = ${userId}`;
    };
    await signInDuring(userId, another, () => signInReturningUser(record("c")));
    const { users, accounts } = await rowsOf(user);
    expect(users).toMatchObject([{ name: "New", image: picture("c") }]);
    expect(accounts).toMatchObject([{ image: picture("c") }]);
  });
});
