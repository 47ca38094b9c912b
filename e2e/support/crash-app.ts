import { expect } from "@playwright/test";
import { AppServer } from "./app-server";
import { database } from "./database";

/** A second app for tests to kill. Its connections have their own `application_name` in Postgres. */
export class CrashApp {
  private constructor(
    readonly name: string,
    readonly server: AppServer,
  ) {}

  /** @param settings - the same for all apps of a test, so that one can continue what another began */
  static async start(settings: Record<string, string>): Promise<CrashApp> {
    const name = `crash-${crypto.randomUUID()}`;
    const url = new URL(settings.DATABASE_URL ?? "");
    url.searchParams.set("application_name", name);
    return new CrashApp(name, await AppServer.start({ ...settings, DATABASE_URL: url.href }));
  }

  get url(): string {
    return this.server.url;
  }

  /** How many open transactions of the app have written something. */
  async writing(): Promise<number> {
    return this.#count("backend_xid is not null");
  }

  /** How many of the app's statements wait for a lock. */
  async waiting(): Promise<number> {
    return this.#count("wait_event_type = 'Lock'");
  }

  /** Kills the app as a power cut would, and waits until Postgres has noticed. */
  async kill(): Promise<void> {
    await this.server.stop();
    await this.goneFromPostgres();
  }

  async goneFromPostgres(): Promise<void> {
    await expect
      .poll(() => this.#count("true"), {
        message: "the app's connections end",
        intervals: [10, 20, 50],
      })
      .toBe(0);
  }

  /** Ends the app's connections from within Postgres, as an administrator or a failover does. */
  async terminateBackends(): Promise<void> {
    await database()`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${this.name}`;
  }

  async #count(condition: string): Promise<number> {
    const sql = database();
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where application_name = ${this.name} and ${sql.unsafe(condition)}`;
    return row?.count ?? 0;
  }
}
