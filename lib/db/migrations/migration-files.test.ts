import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readMigrationFiles as readAsDrizzle } from "drizzle-orm/migrator";
import { afterEach, describe, expect, it } from "vitest";
import { migrationsDirectory } from "@/scripts/processes/project-paths";
import { type WrittenMigration, writeMigrationFolder } from "@/scripts/test-run/migration-folder";
import { readMigrationFiles, readMigrations } from "./migration-files";

const one = { tag: "0000_one", when: 1, sql: "create table one (id int);\n" };
const two = { tag: "0001_two", when: 2, sql: "create table two (id int);\n" };

const folders: string[] = [];
function write(...migrations: WrittenMigration[]): string {
  const folder = writeMigrationFolder(migrations);
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/**
 * What each released migration hashes to. A database recognises a migration by this, so a released file
 * is never edited: a change goes into a migration of its own. Add each migration when it is released.
 */
const published: Record<string, string> = {
  "0000_people": "8c0f5a6bcb995d9050655ab48ae3488e50230c73dfae3665ec83b6cddd6f2a69",
  "0001_account_centre": "5bb81d3c2ab7cb8baa4eea58f1febe078c91ced1c591b619945e27756931de46",
  "0002_rate_limits": "2efc32b0b46236a4bf91de322d4b73b872f8cc24d213e0f47a06b7422ecffbb7",
  "0003_known_devices": "50e66a85f51c6b15ab8ae227f81c2ae9d6ee3cb7ba7523828afef94e7cb30c4a",
  "0004_confirmed_addresses": "2cc9138eeee5933064db9329c48c0d4e6635bb43bcf657a341dfbdcf771ba3fe",
  "0005_removed_accounts": "3d43a3a9b37a8c35c550c91d70291ab3bb62589551c6e43c6ff48916db8f94b3",
  "0006_access": "e5154878bb82dc844926f13ef07ace6c5a4ceee3cb8bd9873ab5054a67c69a35",
  "0007_users_created_at": "61c8e37e0f9047e7415a6cd85b2943200c43eb3a5e215874803cc219ef885133",
  "0008_pictures": "09181003e19fc6b3fb70ebaf95154b6e92cc31865f6b762de5bccc15a03de2da",
  "0009_places": "ed3d46f7366dfbe93923b0e3a56a4b7d5b7cfd686c53e9ad2bde3b0cf466e6ac",
  "0010_locale": "09c36173302522bd06a2d5e5045da2c0b12099a7206443040cd058b730566700",
};

describe("the migrations of this project", () => {
  it.each(Object.entries(published))("hold %s exactly as it was released", (_, hash) => {
    const hashes = readMigrations(migrationsDirectory).map(({ hashes: [stored] }) => stored);
    expect(hashes).toContain(hash);
  });

  it("have the hashes, times and statements that Drizzle's own migrator gives them", () => {
    const ours = readMigrationFiles(migrationsDirectory);
    const theirs = readAsDrizzle({ migrationsFolder: migrationsDirectory });
    expect(
      ours.map(({ hashes: [hash], when, statements }) => ({ hash, when, statements })),
    ).toEqual(
      theirs.map(({ hash, folderMillis, sql }) => ({ hash, when: folderMillis, statements: sql })),
    );
  });
});

describe("a folder of migrations", () => {
  it("has the same hashes whether it was checked out with LF or with CRLF", () => {
    const crlf = { ...one, sql: one.sql.replaceAll("\n", "\r\n") };
    expect(readMigrations(write(crlf))).toEqual(readMigrations(write(one)));
  });

  it("is recognised on a database that Drizzle migrated from a checkout with CRLF", () => {
    const crlf = { ...one, sql: one.sql.replaceAll("\n", "\r\n") };
    const [migration] = readAsDrizzle({ migrationsFolder: write(crlf) });
    expect(readMigrations(write(one))[0]?.hashes).toContain(migration?.hash);
  });

  it("is read in the order of the journal, whatever the numbers of its files", () => {
    expect(readMigrations(write(two, one)).map(({ tag }) => tag)).toEqual([two.tag, one.tag]);
  });

  it.each<[string, WrittenMigration[], RegExp]>([
    ["lacks a file", [one, { ...two, sql: null }], /0001_two\.sql is missing/],
    [
      "has a file that the journal doesn't list",
      [one, { ...two, listed: false }],
      /0001_two\.sql is not in .*journal/,
    ],
    ["lists a migration twice", [one, one], /lists 0000_one more than once/],
    [
      "has the same SQL twice",
      [one, { ...two, sql: one.sql }],
      /0000_one\.sql and .*0001_two\.sql/,
    ],
  ])("is rejected, and the migration is named, if it %s", (_, migrations, message) => {
    expect(() => readMigrationFiles(write(...migrations))).toThrow(message);
  });

  it.each(["<<<<<<< HEAD\n{}", '{ "entries": [{ "tag": "0000_one" }] }'])(
    "is rejected if its journal is %j",
    (text) => {
      const folder = write(one);
      writeFileSync(join(folder, "meta/_journal.json"), text);
      expect(() => readMigrationFiles(folder)).toThrow(/_journal\.json can't be read/);
    },
  );
});
