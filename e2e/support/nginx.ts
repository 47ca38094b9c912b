import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { makeCertificate } from "./certificate";
import { freePort } from "./free-port";

const paths = ["/usr/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx"];

/** The path of nginx, if it is installed. */
export const nginxCommand = paths.find((path) => existsSync(path));

/** nginx with the settings of deploy/nginx.conf, on its own ports and with its own certificate. */
export class Nginx {
  #child: ChildProcess | undefined;

  private constructor(
    readonly directory: string,
    readonly httpPort: number,
  ) {}

  /** @param origin - the https origin to serve; @param upstream - the app's URL */
  static async start(origin: string, upstream: string): Promise<Nginx> {
    const directory = await mkdtemp(join(tmpdir(), "foyer-nginx-"));
    await chmod(directory, 0o755);
    const httpPort = await freePort();
    await makeCertificate(directory, new URL(origin).hostname);
    const ours = await readFile(join(process.cwd(), "deploy/nginx.conf"), "utf8");
    const server = replaceAll(ours, [
      [/^ +listen \[::\].*\n/gm, ""],
      [/listen 80;/, `listen 127.0.0.1:${httpPort};`],
      [/listen 443 ssl;/, `listen 127.0.0.1:${new URL(origin).port} ssl;`],
      [/app\.example\.com;/g, `${new URL(origin).hostname};`],
      [/\/etc\/letsencrypt\/live\/app\.example\.com/g, directory],
      [/\/var\/log\/nginx/g, directory],
      [/127\.0\.0\.1:3000/, new URL(upstream).host.replace("localhost", "127.0.0.1")],
    ]);
    const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
      (name) => `${name}_temp_path ${directory}/${name};`,
    );
    const settings = [
      "daemon off;",
      `pid ${directory}/nginx.pid;`,
      `error_log ${directory}/error.log;`,
      "events {}",
      "http {",
      "access_log off;",
      ...folders,
      server,
      "}",
    ];
    await writeFile(join(directory, "nginx.conf"), settings.join("\n"));
    const nginx = new Nginx(directory, httpPort);
    await nginx.#run();
    return nginx;
  }

  /** What nginx has logged so far about requests, and about its own errors. */
  async logs(): Promise<string> {
    const files = ["foyer.log", "foyer-error.log"];
    const texts = files.map((name) => readFile(join(this.directory, name), "utf8"));
    return (await Promise.all(texts)).join("");
  }

  async stop(): Promise<void> {
    if (this.#child && this.#child.exitCode === null) {
      const exited = once(this.#child, "exit");
      this.#child.kill("SIGTERM");
      await exited;
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  async #run(): Promise<void> {
    const args = ["-p", this.directory, "-c", join(this.directory, "nginx.conf")];
    this.#child = spawn(nginxCommand ?? "", args, { stdio: "ignore" });
    const status = () =>
      fetch(`http://127.0.0.1:${this.httpPort}/`, { redirect: "manual" }).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(status, "nginx should start").toBe(308);
  }
}

/** Throws if a pattern does not occur, so that the tests cover the settings as they are shipped. */
function replaceAll(text: string, changes: [RegExp, string][]): string {
  return changes.reduce((all, [pattern, value]) => {
    const changed = all.replace(pattern, value);
    if (changed === all) throw new Error(`deploy/nginx.conf has no ${pattern}.`);
    return changed;
  }, text);
}
