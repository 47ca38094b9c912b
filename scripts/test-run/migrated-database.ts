import { rmSync } from "node:fs";
import postgres from "postgres";
import { afterAll, beforeEach, inject } from "vitest";
import { migrateDatabase } from "../migrations/migrate-database";
import {
  rewriteMigrationFolder,
  type WrittenMigration,
  writeMigrationFolder,
} from "./migration-folder";

/** Gives each test of a file an empty database, and the file a folder for its migrations. */
export function withMigratedDatabase(name: string) {
  const admin = postgres(inject("databaseUrl"), { max: 1, onnotice: () => {} });
  const url = new URL(inject("databaseUrl"));
  url.pathname = `/${name}`;
  const folder = writeMigrationFolder([]);
  const roles: string[] = [];
  let sql: postgres.Sql;

  beforeEach(async () => {
    await admin`drop database if exists ${admin(name)} with (force)`;
    await admin`create database ${admin(name)}`;
    sql = postgres(url.href, { max: 1, onnotice: () => {} });
    return () => sql.end();
  });
  afterAll(async () => {
    await admin`drop database if exists ${admin(name)} with (force)`;
    for (const role of roles) await admin`drop role ${admin(role)}`;
    await admin.end();
    rmSync(folder, { recursive: true });
  });

  return {
    admin,
    name,
    url: url.href,
    folder,
    sql: () => sql,
    write: (...migrations: WrittenMigration[]) => rewriteMigrationFolder(folder, migrations),
    /** Writes these migrations and applies them, as the user in `url`. */
    migrate: (...migrations: WrittenMigration[]) => {
      rewriteMigrationFolder(folder, migrations);
      return migrateDatabase(url.href, folder);
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
