import { afterAll, beforeAll } from "vitest";
import { db } from "../../lib/db/driver/client";
import { migrateDatabase } from "../migrations/migrate-database";
import { testDatabase } from "./test-database";

/** Gives a test file an empty, migrated database, if its tests would change rows of other files. */
export function inOwnDatabase(name: string): void {
  const { url, recreate, end } = testDatabase(name);

  beforeAll(async () => {
    await recreate();
    process.env.DATABASE_URL = url;
    await migrateDatabase(url);
  });
  afterAll(async () => {
    await db().$client.end();
    await end();
  });
}
