import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "../../lib/db/driver/client";
import { checkDatabase } from "../../lib/doctor/database/database";
import { env, readEnv } from "../../lib/env/env";
import { migrateDatabase } from "../migrations/migrate-database";
import { eraseLocalPostgres, type LocalPostgres, startLocalPostgres } from "./local-postgres";
import { throwAwaySettings } from "./throw-away-settings";

let directory: string;
let server: LocalPostgres;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "foyer-socket-"));
  await chmod(directory, 0o777);
  server = await startLocalPostgres({
    directory: join(directory, "postgres"),
    port: 14_370,
    settings: { ...throwAwaySettings, unix_socket_directories: directory },
  });
}, 60_000);

afterAll(async () => {
  await server?.stop();
  await eraseLocalPostgres(join(directory, "postgres"));
  await rm(directory, { recursive: true, force: true });
});

/** The same database by its socket, in both ways of libpq. */
function addresses(socketDirectory = directory): string[] {
  const { username, password, port, pathname } = new URL(server.url);
  const user = `${username}:${password}`;
  const encoded = encodeURIComponent(socketDirectory);
  return [
    `postgres://${user}@${pathname}?host=${socketDirectory}&port=${port}`,
    `postgres://${user}@${encoded}:${port}${pathname}`,
  ];
}

/** The settings of a start with this address. */
const settingsOf = (DATABASE_URL: string) =>
  readEnv({ NODE_ENV: "test", AUTH_SECRET: env().AUTH_SECRET, DATABASE_URL });

/** Whether Postgres sees a TCP connection of the app's pool. */
async function isTcp(address: string): Promise<unknown> {
  const sql = connect(settingsOf(address));
  const [row] = await sql`select inet_client_addr() is not null as tcp`.finally(() => sql.end());
  return row?.tcp;
}

/** What the doctor finds. */
async function look(address: string) {
  const settings = settingsOf(address);
  const findings = await checkDatabase({ rules: "production", inContainer: false }, settings);
  return Object.fromEntries(
    findings.map(({ check, status, text }) => [check, `${status}: ${text}`]),
  );
}

it("db:migrate and the app connect by a Unix socket, and not by TCP", async () => {
  const [byParameter = "", byHost = ""] = addresses();
  expect((await migrateDatabase(byParameter)).applied).toContain("0000_people");
  expect(await migrateDatabase(byHost)).toEqual({ applied: [], unknown: [] });
  for (const address of addresses()) {
    const place = `foyer at ${directory}:${new URL(server.url).port}`;
    const found = await look(address);
    expect(found).toMatchObject({
      reachable: `ok: ${place} responds`,
      migrations: "ok: all applied",
    });
    expect(found).not.toHaveProperty("TLS");
    expect(await isTcp(address)).toBe(false);
  }
});

it("a directory without a socket is reported, although Postgres listens on TCP there", async () => {
  for (const address of addresses("/nowhere")) {
    expect(await look(address)).toEqual({
      reachable: expect.stringMatching(
        /^fail: .*at \/nowhere:.*\(ENOENT\): there is no such socket/,
      ),
    });
    await expect(migrateDatabase(address)).rejects.toThrow(/ENOENT\): there is no such socket/);
  }
});
