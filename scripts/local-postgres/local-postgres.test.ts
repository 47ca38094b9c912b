import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eraseLocalPostgres, type LocalPostgres, startLocalPostgres } from "./local-postgres";
import { readPidFile } from "./postgres-previous-run";
import { throwAwaySettings } from "./throw-away-settings";

const port = 14_350;
let parent: string;
let directory: string;

const start = () => startLocalPostgres({ directory, port, settings: throwAwaySettings });

async function query(database: LocalPostgres, text: string) {
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

describe("startLocalPostgres", { timeout: 60_000 }, () => {
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), "foyer-postgres-"));
    directory = join(parent, "postgres");
    // mkdtemp closes it to other accounts, and root runs Postgres as another one.
    await chmod(parent, 0o755);
  });

  afterAll(async () => {
    await eraseLocalPostgres(directory);
    await rm(parent, { recursive: true, force: true });
  });

  it("keeps the data and the password for the second start", async () => {
    const first = await start();
    await query(first, "create table kept as select 'here' as word");
    await first.stop();

    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second, "select word from kept")).toEqual([{ word: "here" }]);
    await second.stop();
  });

  it("lets only its owner read the password", async () => {
    expect((await stat(`${directory}.password`)).mode & 0o777).toBe(0o600);
  });

  it("uses another port if the preferred one is taken", async () => {
    const taken = createServer().listen(port, "127.0.0.1");
    await once(taken, "listening");
    const database = await start();
    expect(new URL(database.url).port).not.toBe(String(port));
    expect(await query(database, "select 1 as one")).toEqual([{ one: 1 }]);
    await database.stop();
    taken.close();
  });

  it("removes a pid file whose process id now belongs to another program", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await writeFile(
      join(directory, "postmaster.pid"),
      `${other.pid}\n${directory}\n1\n${port}\n\n127.0.0.1\n  1 1\nready   \n`,
    );
    const database = await start();
    expect(other.exitCode).toBeNull();
    await database.stop();
    other.kill();
  });

  it("starts again after its program was killed, with or without its Postgres", async () => {
    const killed = await startInOtherProcess();
    killed.kill("SIGKILL");
    const database = await start();
    expect(await query(database, "select word from kept")).toEqual([{ word: "here" }]);
    await database.stop();
  });

  it("refuses to start on the database of a run that is still alive", async () => {
    const alive = await startInOtherProcess();
    const before = await readPidFile(directory);
    await expect(start()).rejects.toThrow("Another run of this project");
    expect(await readPidFile(directory)).toEqual(before);
    alive.stdin?.end();
    await once(alive, "exit");
    expect(await readPidFile(directory)).toBeNull();
  });

  it("leaves nothing behind when it is erased", async () => {
    expect(await readdir(parent)).not.toEqual([]);
    // As a start leaves it that was killed.
    await writeFile(`${directory}.starting`, "999999999\nnode");
    await eraseLocalPostgres(directory);
    expect(await readdir(parent)).toEqual([]);
  });
});

/** Runs startLocalPostgres in a process that can be killed; it stops when its input ends. */
async function startInOtherProcess(): Promise<ChildProcess> {
  const module = new URL("./local-postgres.ts", import.meta.url).href;
  const program = `
    import(${JSON.stringify(module)}).then(async ({ startLocalPostgres }) => {
      const database = await startLocalPostgres(${JSON.stringify({ directory, port })});
      process.stdin.once("end", () => database.stop()).resume();
      console.log("ready");
    });`;
  const child = spawn(process.execPath, ["--import", "tsx", "-e", program], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}
