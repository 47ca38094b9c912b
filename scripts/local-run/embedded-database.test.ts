import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { eraseLocalPostgres } from "../local-postgres/local-postgres";
import { readPidFile } from "../local-postgres/postgres-previous-run";
import { openEmbeddedDatabase, startEmbeddedDatabase } from "./embedded-database";

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
    const dev = await startEmbeddedDatabase({ directory });
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
    const starting = startEmbeddedDatabase({ directory });
    await vi.waitUntil(async () => (await readdir(parent)).includes("postgres.command"));
    const opened = await openEmbeddedDatabase(directory);
    const dev = await starting;
    expect(opened.url).toBe(dev.url);
    await opened.stop();
    await dev.stop();
  });

  it("is started by that once a command is done with it", async () => {
    const command = await openEmbeddedDatabase(directory);
    const starting = startEmbeddedDatabase({ directory });
    const first = await Promise.race([starting, sleep(500, "still waiting")]);
    expect(first).toBe("still waiting");
    const sql = postgres(command.url, { max: 1 });
    expect(await sql`select count(*)::int as users from users`).toEqual([{ users: 0 }]);
    await sql.end();
    await command.stop();
    const dev = await starting;
    expect(await readPidFile(directory)).toMatchObject({ isReady: true });
    await dev.stop();
  });

  it("keeps the port that a variable names, or says that it is taken", async () => {
    const fixedPort = { variable: "LOCAL_POSTGRES_PORT", port: 14_371 };
    const dev = await startEmbeddedDatabase({ directory, fixedPort });
    expect(new URL(dev.url).port).toBe("14371");
    await dev.stop();

    const taken = createServer().listen(fixedPort.port, "127.0.0.1");
    await once(taken, "listening");
    await expect(startEmbeddedDatabase({ directory, fixedPort })).rejects.toThrow(
      "Port 14371 is in use by another program, and LOCAL_POSTGRES_PORT names it.",
    );
    taken.close();
    expect((await readdir(parent)).filter((name) => /command|starting/.test(name))).toEqual([]);
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
