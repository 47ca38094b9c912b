import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, describe, expect, it, vi } from "vitest";
import { createSessionToken, hashToken } from "@/lib/auth/session-token";
import { createPerson, type Person, rowsOf } from "@/lib/test-support/person";
import { thrownBy } from "@/lib/test-support/thrown";
import { DatabaseAwayError, DatabaseError } from "./answer";
import { recordSignIn, type SignInRecord } from "./sign-in";

/** Postgres takes no NUL in a text: a write that has one is refused for real. */
const refused = "\u0000";
const nothing = { users: [], accounts: [], sessions: [] };

type Changes = { [part in "account" | "profile" | "session"]?: Partial<SignInRecord[part]> };

function recordOf({ claims, email }: Person, changes: Changes = {}): SignInRecord {
  const { subject: providerAccountId, name } = claims;
  return {
    userId: null,
    account: { provider: "google", providerAccountId, email, isNew: true, ...changes.account },
    profile: { username: "ada", name, email, image: null, ...changes.profile },
    session: {
      sessionToken: hashToken(createSessionToken()),
      provider: "google",
      expires: new Date(Date.now() + 60_000),
      absoluteExpires: new Date(Date.now() + 120_000),
      userAgent: null,
      ip: null,
      ...changes.session,
    },
  };
}

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
    ["the address", { account: { providerAccountId: randomUUID() } }],
    ["the account", { profile: { email: `${randomUUID()}@example.com` } }],
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
          values ('eve', ${`${randomUUID()}@example.com`}, now()) returning id`;
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
