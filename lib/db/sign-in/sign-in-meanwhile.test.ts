import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, describe, expect, it, vi } from "vitest";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { recordOf } from "@/lib/test-support/sign-in-record";
import { createTestUser, rowsOf, signInOf } from "@/lib/test-support/test-user";
import { recordLinkedUser, recordNewUser, recordReturningUser, type SignInRecord } from "./sign-in";

const neighbour = postgres(process.env.DATABASE_URL ?? "", { max: 2 });
afterAll(() => neighbour.end());

/** Somebody with two accounts, who came with the first. */
async function userWithTwo() {
  const user = createTestUser();
  const userId = (await recordNewUser(recordOf(user))) ?? "";
  const account = { provider: "github", providerAccountId: randomUUID() };
  await recordLinkedUser(recordOf(user, { account }), userId, () => true);
  return { user, userId };
}

/** Has something be done to a person while a sign-in of theirs waits for its turn. */
async function amid<T>(
  userId: string,
  change: (tx: postgres.TransactionSql) => Promise<unknown>,
  signIn: () => Promise<T>,
): Promise<T> {
  const waiting = await neighbour.begin(async (tx) => {
    await tx`select from users where id = ${userId} for no key update`;
    const [self] = await tx`select pg_backend_pid() as pid`;
    await change(tx);
    const signingIn = signIn();
    signingIn.catch(() => {});
    await vi.waitUntil(
      async () => {
        const blocked = await neighbour`select pid from pg_stat_activity
          where ${self?.pid} = any(pg_blocking_pids(pid))`;
        return blocked.length > 0;
      },
      { timeout: 3_000, interval: 20 },
    );
    return { signingIn };
  });
  return waiting.signingIn;
}

describe("a sign-in that waits for a change of its person", () => {
  // Whoever changes a person and their accounts begins with the person: see `lockUser`.
  it.each<[string, (record: SignInRecord, userId: string) => Promise<unknown>]>([
    ["comes back", (record) => recordReturningUser(record)],
    [
      "comes by another account",
      ({ account, ...record }, userId) =>
        recordLinkedUser(
          { ...record, account: { ...account, provider: "gitlab" } },
          userId,
          () => true,
        ),
    ],
  ])(
    "takes its turn also where nothing that it writes is changed, of who %s",
    async (_, signIn) => {
      const { user, userId } = await userWithTwo();
      await amid(
        userId,
        async () => {},
        () => signIn(recordOf(user), userId),
      );
      expect((await rowsOf(user)).sessions).toHaveLength(3);
    },
  );

  it("opens no session with an account that was disconnected by it, and looks again", async () => {
    const { user, userId } = await userWithTwo();
    const before = await rowsOf(user);
    const disconnect = (tx: postgres.TransactionSql) =>
      tx`delete from accounts where provider_account_id = ${user.claims.subject}`;
    const known = await amid(userId, disconnect, () => recordReturningUser(recordOf(user)));
    expect(known.userId).toBeNull();
    expect((await rowsOf(user)).sessions).toEqual(before.sessions);
  });

  it("is let in by the address then, as its next one would be", async () => {
    const { user, userId } = await userWithTwo();
    const disconnect = (tx: postgres.TransactionSql) =>
      tx`delete from accounts where provider_account_id = ${user.claims.subject}`;
    const completed = await amid(userId, disconnect, () => completeSignIn(signInOf(user)));
    expect(completed).toMatchObject({ kind: "linked", userId });
  });

  it("lets nobody in whom it has deleted, and makes a new person of who comes then", async () => {
    const { user, userId } = await userWithTwo();
    const remove = async (tx: postgres.TransactionSql) => {
      await tx`delete from sessions where user_id = ${userId}`;
      await tx`delete from users where id = ${userId}`;
    };
    const completed = await amid(userId, remove, () => completeSignIn(signInOf(user)));
    expect(completed.kind).toBe("new");
    expect(completed.userId).not.toBe(userId);
  });

  it("keeps what it has changed, and the person goes on to show the account's picture", async () => {
    const user = createTestUser();
    const picture = (name: string) => `https://example.com/${name}.png`;
    const record = (name: string) => recordOf(user, { account: { image: picture(name) } });
    const userId = (await recordNewUser(record("a"))) ?? "";
    const another = async (tx: postgres.TransactionSql) => {
      await tx`update users set image = ${picture("b")}, name = 'New' where id = ${userId}`;
      await tx`update accounts set image = ${picture("b")} where user_id = ${userId}`;
    };
    await amid(userId, another, () => recordReturningUser(record("c")));
    const { users, accounts } = await rowsOf(user);
    expect(users).toMatchObject([{ name: "New", image: picture("c") }]);
    expect(accounts).toMatchObject([{ image: picture("c") }]);
  });
});
