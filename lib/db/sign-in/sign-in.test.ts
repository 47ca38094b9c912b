import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, describe, expect, it, vi } from "vitest";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount, listConnections } from "@/lib/db/accounts";
import { type DatabaseError, DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { recordOf } from "@/lib/test-support/sign-in-record";
import { storeFreshContext } from "@/lib/test-support/stored-user";
import { createTestUser, rowsOf } from "@/lib/test-support/test-user";
import { thrownBy } from "@/lib/test-support/thrown";
import { signInLinkedUser } from "./linked-user";
import { signInNewUser } from "./new-user";
import { signInReturningUser } from "./returning-user";

/** Key columns reject null, so a write that has it really fails, after the writes before it. */
const rejectedValue = null as unknown as string;
const nothing = { users: [], accounts: [], sessions: [] };

describe("a sign-in in which one write fails", () => {
  it.each([
    ["the user's", { profile: { username: rejectedValue } }],
    ["the account's", { account: { providerAccountId: rejectedValue } }],
    ["the session's", { session: { tokenHash: rejectedValue } }],
  ])("leaves nothing behind, and the next one succeeds: %s", async (_, changes) => {
    const user = createTestUser();
    const error = await thrownBy(signInNewUser(recordOf(user, changes)));
    expect(error).toMatchObject({ name: "DatabaseError", code: "23502" });
    expect(await rowsOf(user)).toEqual(nothing);
    expect(await signInNewUser(recordOf(user))).toEqual(expect.any(String));
  });

  it("leaves a returning user as they were if the session's write fails", async () => {
    const user = createTestUser();
    const userId = (await signInNewUser(recordOf(user))) ?? "";
    const before = await rowsOf(user);
    const session = { tokenHash: rejectedValue };
    const returning = recordOf(user, { session, account: { email: "new@example.com" } });
    const linking = recordOf(user, { session, account: { providerAccountId: randomUUID() } });
    for (const write of [
      () => signInReturningUser(returning),
      () => signInLinkedUser(linking, userId, () => true),
    ]) {
      expect(await thrownBy(write())).toMatchObject({ name: "DatabaseError", code: "23502" });
      expect(await rowsOf(user)).toEqual(before);
    }
  });

  it("reveals nothing of what it was about to write", async () => {
    const user = createTestUser();
    const record = recordOf(user, { session: { ip: "\u0000" } });
    const { message, code } = (await thrownBy(signInNewUser(record))) as DatabaseError;
    expect(code).toBe("22021");
    for (const secret of [user.email, user.claims.subject, record.session.tokenHash]) {
      expect(message).not.toContain(secret);
    }
  });
});

const otherAddress = () => `${randomUUID()}@example.com`;

describe("a sign-in that a concurrent one has overtaken", () => {
  it.each([
    [
      "the address",
      { account: { providerAccountId: randomUUID() }, profile: { username: randomUUID() } },
    ],
    ["the account", { account: { email: otherAddress() }, profile: { username: randomUUID() } }],
    ["the username", { account: { providerAccountId: randomUUID(), email: otherAddress() } }],
  ])("writes nothing and returns null if %s was taken meanwhile", async (_, changes) => {
    const user = createTestUser();
    await signInNewUser(recordOf(user));
    const before = await rowsOf(user);
    const record = recordOf(user, changes);
    expect(await signInNewUser(record)).toBeNull();
    expect(await rowsOf(user)).toEqual(before);
    expect(await rowsOf({ ...user, email: record.account.email })).toEqual(before);
  });

  it("writes nothing and returns null if the user was deleted meanwhile", async () => {
    const user = createTestUser();
    expect(await signInLinkedUser(recordOf(user), randomUUID(), () => true)).toBeNull();
    expect(await rowsOf(user)).toEqual(nothing);
  });
});

describe("a sign-in with an account that is disconnected at the same moment", () => {
  /** A user with two accounts; `first` is the id of the one that they first signed in with. */
  async function userWithTwo() {
    const user = createTestUser();
    const userId = (await signInNewUser(recordOf(user))) ?? "";
    const account = { provider: "github", providerAccountId: randomUUID() };
    await signInLinkedUser(recordOf(user, { account }), userId, () => true);
    const [first] = await listConnections(userId);
    return { user, userId, first: first?.id ?? "" };
  }

  it("writes nothing and returns the facts for the link policy if that was first", async () => {
    const { user, userId, first } = await userWithTwo();
    await disconnectAccount(await storeFreshContext(userId), first, accountHashes);
    const before = await rowsOf(user);
    expect(await signInReturningUser(recordOf(user))).toMatchObject({
      userId: null,
      accountOwner: null,
      addressHolder: {
        userId,
        confirmations: [{ provider: "github", isRecent: true, isAuthoritative: false }],
        hasAccountAtProvider: false,
      },
    });
    expect(await rowsOf(user)).toEqual(before);
  });

  it("signs in another user who has connected the account since", async () => {
    const { user, userId, first } = await userWithTwo();
    await disconnectAccount(await storeFreshContext(userId), first, accountHashes);
    const other = createTestUser();
    const { providerAccountId } = recordOf(user).account;
    const ownerId = await signInNewUser(recordOf(other, { account: { providerAccountId } }));
    expect(await signInReturningUser(recordOf(user))).toMatchObject({ userId: ownerId });
  });

  it("is first or second, and they never deadlock", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { user, userId, first } = await userWithTwo();
      const context = await storeFreshContext(userId);
      const [signedIn, disconnected] = await Promise.all([
        signInReturningUser(recordOf(user)),
        disconnectAccount(context, first, accountHashes),
      ]);
      expect([userId, null]).toContain(signedIn.userId);
      expect(disconnected).toMatchObject({ kind: "disconnected" });
    }
  });
});

describe("a connection that is lost in the middle of a sign-in", () => {
  const otherClient = postgres(process.env.DATABASE_URL ?? "", { max: 2 });
  afterAll(() => otherClient.end());

  // https://github.com/porsager/postgres/issues/1208: the driver then throws outside any promise,
  // which ends a process without a handler for it. Vitest reports it as unhandled.
  it("leaves nothing behind, ends no process, and the next sign-in succeeds", async () => {
    const user = createTestUser();
    await otherClient
      .begin(async (tx) => {
        // An uncommitted row with the same key makes the sign-in wait within its statement.
        const [owner] = await tx`insert into users (username, email, email_verified)
          values (${randomUUID()}, ${`${randomUUID()}@example.com`}, now()) returning id`;
        await tx`insert into accounts (provider, provider_account_id, user_id, email)
          values ('google', ${user.claims.subject}, ${owner?.id}, 'eve@example.com')`;
        const [self] = await tx`select pg_backend_pid() as pid`;

        const interrupted = thrownBy(signInNewUser(recordOf(user)));
        await vi.waitUntil(
          async () => {
            const ended = await otherClient`select pg_terminate_backend(pid) from pg_stat_activity
              where ${self?.pid} = any(pg_blocking_pids(pid))`;
            return ended.length > 0;
          },
          { timeout: 3_000, interval: 20 },
        );
        expect(await interrupted).toBeInstanceOf(DatabaseUnavailableError);
        throw new Error("roll back");
      })
      .catch((error) => expect(error).toMatchObject({ message: "roll back" }));

    expect(await rowsOf(user)).toEqual(nothing);
    expect(await signInNewUser(recordOf(user))).toEqual(expect.any(String));
  });
});
