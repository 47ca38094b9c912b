import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort } from "./free-port";

/** A Postgres server for one test file, which can stop it and start it again with its data. */
export class OwnPostgres {
  #child: ChildProcess | undefined;

  private constructor(
    readonly directory: string,
    readonly port: number,
    public url = "",
  ) {}

  static async start(): Promise<OwnPostgres> {
    const directory = join(process.cwd(), ".local/e2e", `postgres-${crypto.randomUUID()}`);
    const postgres = new OwnPostgres(directory, await freePort());
    await postgres.startAgain();
    return postgres;
  }

  async startAgain(): Promise<void> {
    const args = ["--import", "tsx", "scripts/run-postgres.ts", this.directory, String(this.port)];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    const [line] = await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    this.url = String(line).trim();
    if (!this.url.startsWith("postgres")) throw new Error(`Postgres did not start: ${line}`);
  }

  async stop(): Promise<void> {
    await this.#end();
  }

  /** Stops it and removes its data. */
  async remove(): Promise<void> {
    if (this.#child?.exitCode !== null) await this.startAgain();
    await this.#end("erase");
  }

  async #end(lastWord = ""): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, "exit");
    child.stdin?.end(lastWord);
    await exited;
  }
}
