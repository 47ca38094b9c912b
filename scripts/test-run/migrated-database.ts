import { rmSync } from "node:fs";
import postgres from "postgres";
import { afterAll, beforeEach } from "vitest";
import { migrateDatabase } from "../migrations/migrate-database";
import {
  rewriteMigrationFolder,
  type WrittenMigration,
  writeMigrationFolder,
} from "./migration-folder";
import { testDatabase } from "./test-database";

/** Gives each test of a file an empty database, and the file a folder for its migrations. */
export function withMigratedDatabase(name: string) {
  const { admin, url, recreate, drop } = testDatabase(name);
  const folder = writeMigrationFolder([]);
  const roles: string[] = [];
  let sql: postgres.Sql;

  beforeEach(async () => {
    await recreate();
    sql = postgres(url, { max: 1, onnotice: () => {} });
    return () => sql.end();
  });
  afterAll(async () => {
    await drop();
    for (const role of roles) await admin`drop role ${admin(role)}`;
    await admin.end();
    rmSync(folder, { recursive: true });
  });

  return {
    admin,
    name,
    url,
    folder,
    sql: () => sql,
    write: (...migrations: WrittenMigration[]) => rewriteMigrationFolder(folder, migrations),
    /** Writes these migrations and applies them, as the user in `url`. */
    migrate: (...migrations: WrittenMigration[]) => {
      rewriteMigrationFolder(folder, migrations);
      return migrateDatabase(url, folder);
    },
    tables: async () => {
      const rows =
        await sql`select tablename from pg_tables where schemaname = 'public' order by 1`;
      return rows.map(({ tablename }) => tablename);
    },
    /** Creates a role with these grants, each a statement with `$role`, and returns its address. */
    createRole: async (...grants: string[]) => {
      const role = `role_${crypto.randomUUID().replaceAll("-", "")}`;
      await sql.unsafe(`create role ${role} login password 'role'`);
      roles.push(role);
      for (const grant of grants) await sql.unsafe(grant.replace("$role", role));
      return Object.assign(new URL(url), { username: role, password: "role" }).href;
    },
  };
}
