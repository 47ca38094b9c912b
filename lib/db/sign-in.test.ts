import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, describe, expect, it, vi } from "vitest";
import { createPerson, rowsOf } from "@/lib/test-support/person";
import { againOf, recordOf } from "@/lib/test-support/sign-in-record";
import { actorIn } from "@/lib/test-support/stored-person";
import { thrownBy } from "@/lib/test-support/thrown";
import { DatabaseAwayError, DatabaseError } from "./answer";
import { disconnectAccount, listConnections } from "./connections";
import { recordSignIn } from "./sign-in";

/** Postgres takes no NUL in a text: a write that has one is refused for real. */
const refused = "\u0000";
const nothing = { users: [], accounts: [], sessions: [] };

describe("a sign-in of which one write fails", () => {
  it.each([
    ["the person's", { profile: { username: refused } }],
    ["the account's", { account: { email: refused } }],
    ["the session's", { session: { ip: refused } }],
  ])("leaves nothing behind, and the next one is in: %s", async (_, changes) => {
    const person = createPerson();
    const spoilt = recordOf(person, changes);
    expect(await thrownBy(recordSignIn(spoilt))).toBeInstanceOf(DatabaseError);
    expect(await rowsOf(person)).toEqual(nothing);
    expect(await recordSignIn(recordOf(person))).toEqual(expect.any(String));
  });

  it("leaves a known person as they were when the session's write fails", async () => {
    const person = createPerson();
    const userId = await recordSignIn(recordOf(person));
    const before = await rowsOf(person);
    const again = recordOf(person, { session: { ip: refused } });
    for (const account of [
      { ...again.account, isNew: false, email: "new@example.com" },
      { ...again.account, providerAccountId: randomUUID() },
    ]) {
      const error = await thrownBy(recordSignIn({ ...again, userId, account }));
      expect(error).toBeInstanceOf(DatabaseError);
      expect(await rowsOf(person)).toEqual(before);
    }
  });

  it("says nothing of what was to be written", async () => {
    const person = createPerson();
    const record = recordOf(person, { session: { ip: refused } });
    const { message, code } = (await thrownBy(recordSignIn(record))) as DatabaseError;
    expect(code).toBe("22021");
    for (const secret of [person.email, person.claims.subject, record.session.sessionToken]) {
      expect(message).not.toContain(secret);
    }
  });
});

describe("a sign-in that another one has overtaken", () => {
  it.each([
    [
      "the address",
      { account: { providerAccountId: randomUUID() }, profile: { username: randomUUID() } },
    ],
    ["the account", { profile: { username: randomUUID(), email: `${randomUUID()}@example.com` } }],
    [
      "the username",
      {
        account: { providerAccountId: randomUUID() },
        profile: { email: `${randomUUID()}@example.com` },
      },
    ],
  ])("writes nothing and says so, when %s has been taken meanwhile", async (_, changes) => {
    const person = createPerson();
    await recordSignIn(recordOf(person));
    const before = await rowsOf(person);
    const record = recordOf(person, changes);
    expect(await recordSignIn(record)).toBeNull();
    expect(await rowsOf(person)).toEqual(before);
    expect(await rowsOf({ ...person, email: record.profile.email })).toEqual(before);
  });

  it("writes nothing and says so, when the person has been deleted meanwhile", async () => {
    const person = createPerson();
    expect(await recordSignIn({ ...recordOf(person), userId: randomUUID() })).toBeNull();
    expect(await rowsOf(person)).toEqual(nothing);
  });
});

describe("a sign-in with an account that is disconnected at the same moment", () => {
  /** Somebody with two accounts, of which `first` is the id of the one that they came with. */
  async function personWithTwo() {
    const person = createPerson();
    const userId = (await recordSignIn(recordOf(person))) ?? "";
    const account = { provider: "github", providerAccountId: randomUUID() };
    await recordSignIn({ ...recordOf(person, { account }), userId });
    const [first] = await listConnections(userId);
    return { person, userId, first: first?.id ?? "" };
  }

  it("writes nothing and says so when that was faster", async () => {
    const { person, userId, first } = await personWithTwo();
    await disconnectAccount(actorIn(userId), first);
    const before = await rowsOf(person);
    expect(await recordSignIn(againOf(userId, person))).toBeNull();
    expect(await rowsOf(person)).toEqual(before);
  });

  it("writes nothing and says so when somebody else has connected it since", async () => {
    const { person, userId, first } = await personWithTwo();
    await disconnectAccount(actorIn(userId), first);
    const other = createPerson();
    const { providerAccountId } = recordOf(person).account;
    await recordSignIn(recordOf(other, { account: { providerAccountId } }));
    const before = await rowsOf(other);
    expect(await recordSignIn(againOf(userId, person))).toBeNull();
    expect(await rowsOf(other)).toEqual(before);
  });

  it("is first or second, and neither waits for the other for ever", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { person, userId, first } = await personWithTwo();
      const [signedIn, disconnected] = await Promise.all([
        recordSignIn(againOf(userId, person)),
        disconnectAccount(actorIn(userId), first),
      ]);
      expect([userId, null]).toContain(signedIn);
      expect(disconnected.kind).toBe("disconnected");
    }
  });
});

describe("a connection that breaks between two writes", () => {
  const neighbour = postgres(process.env.DATABASE_URL ?? "", { max: 2 });
  afterAll(() => neighbour.end());

  // https://github.com/porsager/postgres/issues/1208: the driver then throws outside any promise,
  // which ends a process that does not listen for it; the runner reports it as unhandled.
  it("leaves nothing behind, ends no process, and lets the next sign-in in", async () => {
    const person = createPerson();
    await neighbour
      .begin(async (tx) => {
        // A row of the same key that is not committed: the sign-in waits after its first write.
        const [owner] = await tx`insert into users (username, email, email_verified)
          values (${randomUUID()}, ${`${randomUUID()}@example.com`}, now()) returning id`;
        await tx`insert into accounts (provider, provider_account_id, user_id, email)
          values ('google', ${person.claims.subject}, ${owner?.id}, 'eve@example.com')`;
        const [self] = await tx`select pg_backend_pid() as pid`;

        const broken = thrownBy(recordSignIn(recordOf(person)));
        await vi.waitUntil(
          async () => {
            const ended = await neighbour`select pg_terminate_backend(pid) from pg_stat_activity
              where ${self?.pid} = any(pg_blocking_pids(pid))`;
            return ended.length > 0;
          },
          { timeout: 3_000, interval: 20 },
        );
        expect(await broken).toBeInstanceOf(DatabaseAwayError);
        throw new Error("roll back");
      })
      .catch((error) => expect(error).toMatchObject({ message: "roll back" }));

    expect(await rowsOf(person)).toEqual(nothing);
    expect(await recordSignIn(recordOf(person))).toEqual(expect.any(String));
  });
});
