import postgres from "postgres";
import { afterAll, beforeAll } from "vitest";
import { db } from "../../lib/db/driver/client";
import { migrateDatabase } from "../migrations/migrate-database";

/** Gives a test file an empty, migrated database, if its tests would change rows of other files. */
export function inOwnDatabase(name: string): void {
  const admin = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });

  beforeAll(async () => {
    await admin`drop database if exists ${admin(name)} with (force)`;
    await admin`create database ${admin(name)}`;
    const url = new URL(process.env.DATABASE_URL ?? "");
    url.pathname = name;
    process.env.DATABASE_URL = url.href;
    await migrateDatabase(url.href);
  });
  afterAll(async () => {
    await db().$client.end();
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
  });
}
