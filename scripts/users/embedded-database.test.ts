import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { eraseLocalPostgres, startLocalPostgres } from "../local-postgres/local-postgres";
import { readPidFile } from "../local-postgres/postgres-previous-run";
import { openEmbeddedDatabase } from "./embedded-database";

describe("the database of npm run dev", { timeout: 60_000 }, () => {
  let parent: string;
  let directory: string;

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), "foyer-users-"));
    directory = join(parent, "postgres");
    // mkdtemp closes it to other accounts, and root runs Postgres as another one.
    await chmod(parent, 0o755);
  });
  afterAll(async () => {
    await eraseLocalPostgres(directory);
    await rm(parent, { recursive: true, force: true });
  });

  it("is not made by the command", async () => {
    await expect(openEmbeddedDatabase(directory)).rejects.toThrow("start npm run dev once");
    expect(await readdir(parent)).toEqual([]);
  });

  it("is used while that runs, and left running", async () => {
    const dev = await startLocalPostgres({ directory });
    const opened = await openEmbeddedDatabase(directory);
    expect(opened.url).toBe(dev.url);
    await opened.stop();
    expect(await readPidFile(directory)).toMatchObject({ isReady: true });
    await dev.stop();
  });

  it("is started and migrated otherwise, and stopped again", async () => {
    const opened = await openEmbeddedDatabase(directory);
    const sql = postgres(opened.url, { max: 1 });
    expect(await sql`select count(*)::int as users from users`).toEqual([{ users: 0 }]);
    await sql.end();
    await opened.stop();
    expect(await readPidFile(directory)).toBeNull();
  });

  it("is used once it is ready, if that is just starting", async () => {
    const starting = startLocalPostgres({ directory });
    await vi.waitUntil(async () => (await readdir(parent)).includes("postgres.starting"));
    const opened = await openEmbeddedDatabase(directory);
    const dev = await starting;
    expect(opened.url).toBe(dev.url);
    await opened.stop();
    await dev.stop();
  });

  it("serves commands that start at once, one after the other", async () => {
    const counts = await Promise.all(
      [1, 2, 3].map(async () => {
        const { url, stop } = await openEmbeddedDatabase(directory);
        const sql = postgres(url, { max: 1 });
        const [row] = await sql`select count(*)::int as users from users`;
        await sql.end();
        await stop();
        return row?.users;
      }),
    );
    expect(counts).toEqual([0, 0, 0]);
    expect((await readdir(parent)).filter((name) => /command|starting/.test(name))).toEqual([]);
  });
});
