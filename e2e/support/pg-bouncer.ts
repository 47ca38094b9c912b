import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { freePort } from "./free-port";

const paths = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"];

/** The path of PgBouncer, if it is installed. */
export const pgBouncerCommand = paths.find((path) => existsSync(path));

/** PgBouncer in transaction mode, with four connections to the database. */
export class PgBouncer {
  #child: ChildProcess | undefined;

  private constructor(
    readonly directory: string,
    readonly port: number,
    readonly url: string,
  ) {}

  static async start(databaseUrl: string): Promise<PgBouncer> {
    const directory = await mkdtemp(join(tmpdir(), "foyer-pgbouncer-"));
    // PgBouncer refuses to run as root, and the user it runs as must read its settings.
    await chmod(directory, 0o755);
    const port = await freePort();
    const url = new URL(databaseUrl);
    const { hostname, port: databasePort, username, password, pathname } = url;
    const settings = [
      "[databases]",
      `* = host=${hostname} port=${databasePort} user=${quoted(username)} password=${password}`,
      "[pgbouncer]",
      `listen_addr = 127.0.0.1`,
      `listen_port = ${port}`,
      "unix_socket_dir =",
      "auth_type = any",
      "pool_mode = transaction",
      "default_pool_size = 4",
      "max_client_conn = 200",
      "query_wait_timeout = 10",
      "server_login_retry = 1",
    ];
    await writeFile(join(directory, "pgbouncer.ini"), settings.join("\n"), { mode: 0o644 });
    const own = `postgres://${username}:${password}@127.0.0.1:${port}${pathname}`;
    const bouncer = new PgBouncer(directory, port, own);
    await bouncer.startAgain();
    return bouncer;
  }

  async startAgain(): Promise<void> {
    const asRoot = process.getuid?.() === 0;
    const unprivileged = () => Number(execFileSync("id", ["-u", "nobody"], { encoding: "utf8" }));
    this.#child = spawn(pgBouncerCommand ?? "", ["-q", join(this.directory, "pgbouncer.ini")], {
      stdio: "ignore",
      ...(asRoot && { uid: unprivileged(), gid: unprivileged() }),
    });
    await expect.poll(() => this.#listens(), "PgBouncer should start").toBe(true);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  async #listens(): Promise<boolean> {
    const socket = connect(this.port, "127.0.0.1");
    return once(socket, "connect")
      .then(
        () => true,
        () => false,
      )
      .finally(() => socket.destroy());
  }
}

/** A value of PgBouncer's settings. */
const quoted = (encoded: string) => `'${decodeURIComponent(encoded).replaceAll("'", "''")}'`;
