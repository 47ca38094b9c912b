import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "./free-port";
import { requestOnce } from "./http-response";
import { stack } from "./stack";

const nextCommand = createRequire(import.meta.url).resolve("next/dist/bin/next");
const startMs = 20_000;

/** A second instance of the app, with its own environment. */
export class AppServer {
  #output = "";

  private constructor(
    readonly url: string,
    readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        this.#output += chunk;
      });
    }
  }

  /**
   * @param cwd - the directory of another build; the stack's if omitted
   * @param ownPort - a free one if omitted
   */
  static async start(settings: Settings, cwd?: string, ownPort?: number): Promise<AppServer> {
    const port = ownPort ?? (await freePort());
    return AppServer.#run([nextCommand, "start", "--port", String(port)], port, settings, { cwd });
  }

  /** Starts the app as `npm start` does. */
  static async startScript(settings: Settings): Promise<AppServer> {
    const port = await freePort();
    return AppServer.#run(["scripts/start.mjs", "--port", String(port)], port, settings);
  }

  /**
   * Starts the standalone build from a directory that holds nothing else.
   * @param leftOut - a file of the build to leave out
   */
  static async startStandalone(
    directory: string,
    settings: Settings,
    leftOut?: string,
  ): Promise<AppServer> {
    const skipped = leftOut && join(".next/standalone", leftOut);
    await cp(".next/standalone", directory, {
      recursive: true,
      filter: (source) => source !== skipped,
    });
    return AppServer.runStandalone(directory, settings);
  }

  /** Starts a copy of the standalone build, in this directory. */
  static async runStandalone(
    directory: string,
    settings: Settings,
    user: { uid?: number; gid?: number } = {},
  ): Promise<AppServer> {
    const port = await freePort();
    const own = { NODE_ENV: "production", PORT: String(port), HOSTNAME: "127.0.0.1" };
    return AppServer.#run(
      [join(directory, "server.js")],
      port,
      { ...own, ...settings },
      { cwd: directory, ...user },
    );
  }

  static #run(
    args: string[],
    port: number,
    settings: Settings,
    options: { cwd?: string | undefined; uid?: number; gid?: number } = {},
  ): AppServer {
    const env = {
      PATH: process.env.PATH ?? "",
      NEXT_TELEMETRY_DISABLED: "1",
      // With this, Next.js assumes that the .env files are loaded already, and reads none of them.
      __NEXT_PROCESSED_ENV: "true",
      ...settings,
    };
    const child = spawn(process.execPath, args, {
      ...options,
      env: env as unknown as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return new AppServer(`http://localhost:${port}`, child);
  }

  output(): string {
    return this.#output;
  }

  async ready(): Promise<void> {
    const alive = () =>
      requestOnce(`${this.url}/api/health?probe=live`).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(alive, { message: "the app should start", timeout: startMs }).toBe(200);
  }

  /** The exit code of a start that is meant to fail. */
  async exited(withinMs = startMs): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const timeout = AbortSignal.timeout(withinMs);
    try {
      const [code] = await once(this.child, "close", { signal: timeout });
      return code as number | null;
    } catch {
      await this.stop();
      throw new Error(`The app did not exit. Its output:\n${this.#output}`);
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await exited;
  }
}

type Settings = Record<string, string>;

/**
 * Starts an app that signs users in at the stack's providers, and waits until it serves.
 * @param settings - on top of `signInSettings` and the stack's database
 * @param cwd - the directory of another build; the stack's if omitted
 * @param port - a free one if omitted
 */
export async function startApp(
  settings: Settings = {},
  cwd?: string,
  port?: number,
): Promise<AppServer> {
  const all = { ...signInSettings(), DATABASE_URL: stack().databaseUrl, ...settings };
  const app = await AppServer.start(all, cwd, port);
  try {
    await app.ready();
  } catch (cause) {
    await app.stop();
    throw new Error(`The app did not start. Its output:\n${app.output()}`, { cause });
  }
  return app;
}

/** Attaches an app's log to the report of the current test. */
export async function attachLog(...apps: (AppServer | undefined)[]): Promise<void> {
  const body = apps.map((app) => app?.output() ?? "").join("\n");
  await test.info().attach("app.log", { body, contentType: "text/plain" });
}

/**
 * The settings with which a second app signs users in at the stack's providers. These know only the
 * stack's origin, so the app uses it as its own, and visitors send the callbacks to the app's port.
 */
export function signInSettings(): Record<string, string> {
  const { appUrl, controlUrl } = stack();
  const providers = new URL(controlUrl).origin;
  return {
    AUTH_SECRET: randomBytes(32).toString("hex"),
    AUTH_URL: appUrl,
    // All tests share one IP address.
    RATE_LIMIT: "off",
    AUTH_GOOGLE_ID: "local-google-client",
    AUTH_GOOGLE_SECRET: "local-google-secret-which-guards-nothing",
    AUTH_GOOGLE_ISSUER: `${providers}/google`,
    AUTH_GITHUB_ID: "local-github-client",
    AUTH_GITHUB_SECRET: "local-github-secret-which-guards-nothing",
    AUTH_GITHUB_ENTERPRISE_URL: `${providers}/github`,
  };
}
