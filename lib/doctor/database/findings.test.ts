import { describe, expect, it } from "vitest";
import type { Inspection } from "@/lib/db/health/inspection";
import type { Migration } from "@/lib/db/migrations/migration-files";
import { soundFacts } from "@/lib/test-support/catalog-facts";
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

const journal = (...tags: string[]) => ({
  journal: { kind: "read" as const, schema: "drizzle", applied: tags.map(applied) },
});

const sound: Inspection = {
  versionNumber: 160_004,
  tls: true,
  readOnly: false,
  connections: 97,
  facts: soundFacts,
  ...journal("0000_one", "0001_two"),
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

it("accepts a correct database", () => {
  expect(look({})).toEqual([]);
});

it.each<[string, Partial<Inspection>, Partial<DatabaseFacts>, RegExp]>([
  ["too old", { versionNumber: 130_010 }, {}, /^version fail/],
  ["read-only", { readOnly: true }, {}, /^writes fail/],
  [
    "never migrated",
    { journal: { kind: "none" } },
    {},
    /^migrations fail: none has run yet: 0000_one, 0001_two$/,
  ],
  [
    "behind by an older migration than its newest",
    journal("0001_two", "0009_later"),
    {},
    /^migrations fail: 1 of 2 missing: 0000_one$/,
  ],
  [
    "migrated with a file that was edited since",
    {
      journal: {
        kind: "read",
        schema: "drizzle",
        applied: [applied("0000_one"), { ...applied("0001_two"), hash: "other" }],
      },
    },
    {},
    /^migrations fail: edited after they ran: 0001_two$/,
  ],
  [
    "ahead of the code",
    journal("0000_one", "0001_two", "0002_new"),
    {},
    /^migrations warn: all applied, and 1 more/,
  ],
  [
    "closed to a query of its migrations",
    { journal: { kind: "unreadable", schema: "drizzle" } },
    {},
    /^migrations fail: .*may not/,
  ],
  [
    "correct beside a broken folder of migrations",
    {},
    { knownMigrations: { problem: "0002_new.sql is missing" } },
    /^migrations fail: 0002_new.sql is missing$/,
  ],
  ["without TLS to another machine", { tls: false }, {}, /^TLS warn/],
  [
    "behind a pooler that loses prepared statements",
    { shared: true, keepsPrepared: false },
    {},
    /^pooler fail/,
  ],
  ["behind a pooler that keeps them", { shared: true }, {}, /^pooler warn/],
  [
    "behind a pooler that rejects settings and loses prepared statements",
    { shared: true, keepsPrepared: false },
    { refusedSetting: true },
    /^pooler fail/,
  ],
  [
    "behind a pooler that rejects settings",
    { shared: true },
    { refusedSetting: true },
    /^pooler warn: a pooler refuses/,
  ],
  [
    "behind a pooler by its host name",
    {},
    { address: readDatabaseAddress("postgres://a@ep-x-pooler.neon.tech/db?sslmode=require") },
    /^pooler warn/,
  ],
  ["short of connections for one process", {}, { poolMax: 98 }, /^connections fail/],
  ["short of connections for a second process", {}, { poolMax: 60 }, /^connections warn/],
])("reports a database that is %s", (_, inspection, facts, finding) => {
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
    [
      "postgres://a:pw@%2Fvar%2Frun%2Fpostgresql/foyer",
      { isLoopback: false, isRemote: false, label: "foyer at /var/run/postgresql:5432" },
    ],
    ["postgres://a@db/foyer?sslmode=verify-full", { isRemote: true, insistsOnTls: true }],
    ["postgres://a@db/foyer?sslmode=prefer", { isRemote: true, insistsOnTls: false }],
    ["postgres://a@one:6432,two:6432/foyer", { looksPooled: true }],
    ["postgres://a@aws-0.pooler.supabase.com:5432/postgres", { looksPooled: true }],
  ])("is read without its password: %s", (url, expected) => {
    const address = readDatabaseAddress(url);
    expect(address).toMatchObject(expected);
    expect(address.label).not.toContain("pw");
  });
});

it.each([
  ["ENOENT", false, /directory of the socket/],
  ["ECONNREFUSED", true, /service name/],
  ["ECONNREFUSED", false, /Start Postgres/],
  ["28P01", true, /Copy DATABASE_URL again/],
  ["42704", false, /channel_binding/],
  ["XX000", false, /appendix A/],
  ["EPIPE", false, /firewall/],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", false, /NODE_EXTRA_CA_CERTS/],
  ["CERT_HAS_EXPIRED", false, /Renew it/],
  ["ERR_TLS_CERT_ALTNAME_INVALID", false, /host name in DATABASE_URL/],
])(
  "says what to do about an unavailable database (%s, in a container: %s)",
  (code, inContainer, fix) => {
    const address = readDatabaseAddress("postgres://a@localhost/foyer");
    expect(databaseUnavailable({ code, address, inContainer }).fix).toMatch(fix);
  },
);
