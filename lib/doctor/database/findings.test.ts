import { describe, expect, it } from "vitest";
import type { Inspection } from "@/lib/db/health/inspection";
import type { Migration } from "@/lib/db/migrations/migration-files";
import { readDatabaseAddress } from "./address";
import { checkDatabaseState, type DatabaseFacts } from "./state";
import { databaseUnavailable } from "./unavailable";

const when = (tag: string) => Number.parseInt(tag, 10);
const migration = (tag: string): Migration => ({
  tag,
  when: when(tag),
  hashes: [`hash of ${tag}`, `crlf of ${tag}`],
});
const applied = (tag: string) => ({ hash: `hash of ${tag}`, when: when(tag) });

const sound: Inspection = {
  versionNumber: 160_004,
  tls: true,
  readOnly: false,
  connections: 97,
  appliedMigrations: [applied("0000_one"), applied("0001_two")],
  shared: false,
  keepsPrepared: true,
};

function look(inspection: Partial<Inspection>, facts: Partial<DatabaseFacts> = {}) {
  return checkDatabaseState({
    inspection: { ...sound, ...inspection },
    address: readDatabaseAddress("postgres://a:pw@db.foyer.test/foyer"),
    poolMax: 10,
    prepare: true,
    refusedSetting: false,
    knownMigrations: [migration("0000_one"), migration("0001_two")],
    rules: "production",
    ...facts,
  }).flatMap(({ check, status, text }) => (status === "ok" ? [] : `${check} ${status}: ${text}`));
}

it("finds nothing to say against a sound database", () => {
  expect(look({})).toEqual([]);
});

it.each<[string, Partial<Inspection>, Partial<DatabaseFacts>, RegExp]>([
  ["too old", { versionNumber: 130_010 }, {}, /^version fail/],
  ["read-only", { readOnly: true }, {}, /^writes fail/],
  [
    "never migrated",
    { appliedMigrations: [] },
    {},
    /^migrations fail: none has run yet: 0000_one, 0001_two$/,
  ],
  [
    "behind by an older migration than its newest",
    { appliedMigrations: [applied("0001_two"), applied("0009_later")] },
    {},
    /^migrations fail: 1 of 2 missing: 0000_one$/,
  ],
  [
    "migrated with a file that was edited since",
    { appliedMigrations: [applied("0000_one"), { ...applied("0001_two"), hash: "other" }] },
    {},
    /^migrations fail: edited after they ran: 0001_two$/,
  ],
  [
    "ahead of the code",
    { appliedMigrations: [applied("0000_one"), applied("0001_two"), applied("0002_new")] },
    {},
    /^migrations warn: all applied, and 1 more/,
  ],
  ["silent about its migrations", { appliedMigrations: null }, {}, /^migrations fail: .*may not/],
  [
    "sound beside a folder that is not",
    {},
    { knownMigrations: { problem: "0002_new.sql is missing" } },
    /^migrations fail: 0002_new.sql is missing$/,
  ],
  ["without TLS to another machine", { tls: false }, {}, /^TLS warn/],
  [
    "a pooler that loses prepared statements",
    { shared: true, keepsPrepared: false },
    {},
    /^pooler fail/,
  ],
  ["a pooler that keeps them", { shared: true }, {}, /^pooler warn/],
  ["a pooler that refuses settings", { shared: true }, { refusedSetting: true }, /^pooler fail/],
  [
    "a pooler by its name alone",
    {},
    { address: readDatabaseAddress("postgres://a@ep-x-pooler.neon.tech/db?sslmode=require") },
    /^pooler warn/,
  ],
  ["more connections than there are", {}, { poolMax: 98 }, /^connections fail/],
  ["connections for one process alone", {}, { poolMax: 60 }, /^connections warn/],
])("finds a database that is %s", (_, inspection, facts, finding) => {
  const found = look(inspection, facts);
  expect(
    found.some((line) => finding.test(line)),
    found.join("\n"),
  ).toBe(true);
});

it("accepts a pooler in transaction mode with DATABASE_PREPARE=false", () => {
  const insists = readDatabaseAddress("postgres://a@db.foyer.test:6543/db?sslmode=require");
  expect(look({ shared: true }, { prepare: false, address: insists })).toEqual([]);
});

describe("an address", () => {
  it.each([
    [
      "postgres://a:pw@localhost:5432/foyer",
      { isLoopback: true, isRemote: false, label: "foyer at localhost:5432" },
    ],
    ["postgres:///foyer?host=/var/run/postgresql", { isLoopback: false, isRemote: false }],
    ["postgres://a@db/foyer?sslmode=verify-full", { isRemote: true, insistsOnTls: true }],
    ["postgres://a@db/foyer?sslmode=prefer", { isRemote: true, insistsOnTls: false }],
    ["postgres://a@one:6432,two:6432/foyer", { looksPooled: true }],
    ["postgres://a@aws-0.pooler.supabase.com:5432/postgres", { looksPooled: true }],
  ])("is read without what is secret in it: %s", (url, expected) => {
    const address = readDatabaseAddress(url);
    expect(address).toMatchObject(expected);
    expect(address.label).not.toContain("pw");
  });
});

it.each([
  ["ECONNREFUSED", true, /service name/],
  ["ECONNREFUSED", false, /Start Postgres/],
  ["28P01", true, /Copy DATABASE_URL again/],
  ["42704", false, /channel_binding/],
  ["XX000", false, /appendix A/],
])(
  "of one that is away with %s, in a container: %s, it says what to do",
  (code, inContainer, fix) => {
    const address = readDatabaseAddress("postgres://a@localhost/foyer");
    expect(databaseUnavailable({ code, address, inContainer }).fix).toMatch(fix);
  },
);
