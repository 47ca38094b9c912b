import { test } from "@playwright/test";
import { type AppServer, startApp } from "./app-server";
import { openLine } from "./database-line";
import { createOwnDatabase, type OwnDatabase } from "./own-database";
import { stack } from "./stack";
import type { TcpForwarder } from "./tcp-forwarder";

type Settings = Record<string, string>;

/** Starts an app before the tests of a file and stops it after them. */
export function shareApp(settings: Settings = {}): { app: AppServer } {
  const shared = {} as { app: AppServer };
  test.beforeAll(async () => {
    shared.app = await startApp(settings);
  });
  test.afterAll(() => shared.app?.stop());
  return shared;
}

/** The same with a database that no other test uses. */
export function shareAppWithDatabase(settings: Settings = {}) {
  const shared = {} as { app: AppServer; database: OwnDatabase };
  test.beforeAll(async () => {
    shared.database = await createOwnDatabase();
    shared.app = await startApp({ DATABASE_URL: shared.database.url, ...settings });
  });
  test.afterAll(async () => {
    await shared.app?.stop();
    await shared.database?.drop();
  });
  return shared;
}

/** The same on the stack's database, over a line that tests can break. */
export function shareAppBehindLine(settings: Settings = {}) {
  const shared = {} as { app: AppServer; line: TcpForwarder };
  test.beforeAll(async () => {
    const { line, url } = await openLine(stack().databaseUrl);
    shared.line = line;
    shared.app = await startApp({ DATABASE_URL: url, ...settings });
  });
  test.afterAll(async () => {
    await shared.app?.stop();
    await shared.line?.close();
  });
  return shared;
}
