import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { describeError } from "@/lib/describe-error";
import { thrownBy } from "@/lib/test-support/thrown";
import { db } from "./client";
import {
  DatabaseError,
  DatabaseUnavailableError,
  isForeignKeyViolation,
  isUniqueViolation,
  runQuery,
} from "./run-query";

const failure = (query: () => Promise<unknown>) => thrownBy(runQuery(query));
/** Makes Postgres itself respond with an error code. */
const raise = (code: string) => () =>
  db().execute(sql.raw(`do $$ begin raise exception 'no' using errcode = '${code}'; end $$`));

afterEach(() => void vi.useRealTimers());

describe("a query", () => {
  it("returns the response that arrives in time", async () => {
    expect(await runQuery(async () => [{ a: 1 }])).toEqual([{ a: 1 }]);
  });

  it("is rejected after five seconds without a response", async () => {
    vi.useFakeTimers();
    const error = failure(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(4_900);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(await error).toBeInstanceOf(DatabaseUnavailableError);
  });

  it("leaves no timer behind once it has a response", async () => {
    vi.useFakeTimers();
    await runQuery(async () => 1);
    await failure(async () => Promise.reject(new Error("no")));
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a database that cannot be used right now", () => {
  it.each([
    ["is out of connections", "53300"],
    ["is out of disk", "53100"],
    ["is shutting down", "57P01"],
    ["is starting", "57P03"],
    ["cancelled the statement", "57014"],
    ["lost its connection", "08006"],
    ["cannot read its disk", "58030"],
    ["is read-only after a failover", "25006"],
    ["did not get a lock", "55P03"],
    ["could not serialise", "40001"],
    ["found a deadlock", "40P01"],
    ["rejects the password", "28P01"],
    ["rejects this role", "28000"],
    ["does not exist", "3D000"],
    ["has not been migrated", "42P01"],
  ])("is unavailable when it %s", async (_, code) => {
    const error = await failure(raise(code));
    expect(error).toBeInstanceOf(DatabaseUnavailableError);
    expect(describeError(error).at(-1)).toMatchObject({ code });
  });

  it.each([
    "ECONNREFUSED",
    "ECONNRESET",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EPIPE",
    "ETIMEDOUT",
    "CONNECT_TIMEOUT",
    "CONNECTION_CLOSED",
    "CONNECTION_ENDED",
    "CONNECTION_DESTROYED",
  ])("is unavailable when the connection fails with %s", async (code) => {
    const error = await failure(() => Promise.reject(Object.assign(new Error("x"), { code })));
    expect(error).toBeInstanceOf(DatabaseUnavailableError);
  });

  it.each(["53300", "ECONNREFUSED"])(
    "is unavailable after %s, however deep the error is wrapped",
    async (code) => {
      const inner = Object.assign(new Error("x"), { code });
      const wrapped = new Error("a", { cause: new Error("b", { cause: inner }) });
      expect(await failure(() => Promise.reject(wrapped))).toBeInstanceOf(DatabaseUnavailableError);
    },
  );

  it("is unavailable when it really is read-only, and when a statement takes too long", async () => {
    const readOnly = () =>
      db().transaction((tx) => tx.execute(sql`delete from sessions where false`), {
        accessMode: "read only",
      });
    expect(await failure(readOnly)).toBeInstanceOf(DatabaseUnavailableError);
    const slow = () =>
      db().transaction(async (tx) => {
        await tx.execute(sql`set local statement_timeout = 50`);
        await tx.execute(sql`select pg_sleep(2)`);
      });
    expect(await failure(slow)).toBeInstanceOf(DatabaseUnavailableError);
  });
});

describe("a statement that Postgres rejects", () => {
  it.each([
    "23505",
    "23503",
    "23502",
    "23514",
    "22P02",
    "22021",
    "42601",
    "42703",
    "42501",
    "P0001",
  ])("is a bug of ours with the code %s, and not an unavailable database", async (code) => {
    const error = await failure(raise(code));
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ code });
  });

  it("is judged by its innermost error, and recognised in what wraps it", async () => {
    const inner = Object.assign(new Error("x"), { code: "23505" });
    const wrapped = new Error("a", { cause: new Error("b", { cause: inner }) });
    const error = await failure(() => Promise.reject(wrapped));
    expect(error).toMatchObject({ name: "DatabaseError", code: "23505" });
    expect(isUniqueViolation(new Error("outer", { cause: error }))).toBe(true);
    expect(isForeignKeyViolation(new Error("outer", { cause: error }))).toBe(false);
  });

  it("never reveals its parameters in the message or in the log", async () => {
    const hash = "s3cret-hash";
    const nul = "s3cret-agent\u0000";
    const queries = [
      () => db().execute(sql`select 1 from sessions where token_hash = ${hash} and 1/0 = 1`),
      () => db().execute(sql`select ${hash}::text, ${nul}::text`),
      () => db().execute(sql`select no_such_column from users where email = ${hash}`),
    ];
    for (const query of queries) {
      const error = await failure(query);
      expect(error).toBeInstanceOf(DatabaseError);
      expect(String(error)).not.toContain("s3cret");
      expect(JSON.stringify(describeError(error))).not.toContain("s3cret");
    }
  });

  it("is distinct from an error that has nothing to do with the database", async () => {
    const bug = new TypeError("x is not a function");
    expect(await failure(() => Promise.reject(bug))).toBe(bug);
  });
});
