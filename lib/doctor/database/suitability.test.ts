import { expect, it } from "vitest";
import type { CatalogFacts } from "@/lib/db/migrations/catalog-facts";
import { sessionsTable, soundFacts } from "@/lib/test-support/catalog-facts";
import { checkSuitability } from "./suitability";

const look = (changes: Partial<CatalogFacts>) =>
  checkSuitability({ ...soundFacts, ...changes }).map(
    ({ check, status, text, fix = "" }) => `${check} ${status}: ${text} ${fix}`,
  );

it("finds nothing wrong with a correct database", () => {
  expect(look({}).filter((line) => !line.includes(" ok: "))).toEqual([]);
});

it.each<[string, Partial<CatalogFacts>, RegExp]>([
  ["is not of UTF-8", { encoding: "LATIN1" }, /^encoding fail: .*LATIN1.*template0/],
  [
    "has another DateStyle, which the pooler keeps",
    { dateStyle: "German, DMY" },
    /^settings fail: DateStyle is German.*alter role "foyer" in database "foyer" set DateStyle/,
  ],
  [
    "is serializable behind a pooler",
    { isolation: "serializable" },
    /^settings warn: .*serializable.*set default_transaction_isolation = 'read committed';/,
  ],
  [
    "has no cascades",
    { replicationRole: "replica" },
    /^settings fail: session_replication_role is replica.*set session_replication_role = origin;/,
  ],
  [
    "has tables that another schema hides",
    { tables: [{ ...sessionsTable, visible: false }] },
    /^schema fail: .*sessions.*set search_path = public, "\$user", public;/,
  ],
  [
    "has its tables outside of the search_path",
    { path: [{ schema: "app", mayCreate: true }] },
    /^schema fail: search_path doesn't name.*The tables are in public/,
  ],
  [
    "has no schema for tables",
    { tables: [], path: [{ schema: "public", mayCreate: false }] },
    /^schema fail: .*no schema of its search_path.*create schema "foyer" authorization "foyer";/,
  ],
])("reports a database that %s", (_, changes, line) => {
  expect(look(changes)).toContainEqual(expect.stringMatching(line));
});
