import { join } from "node:path";
import { type Child, startChild } from "../processes/child";
import { type FixedPort, findFreePort, requireFreePort } from "../processes/free-port";
import { projectDirectory } from "../processes/project-paths";
import { SetupError } from "../processes/setup-error";

const preferredPort = 4010;
const readyMs = 30_000;
const tailLines = 12;

/** Starts the local stand-ins for Google and GitHub; they accept redirects to these origins. */
export async function startLocalProviders(options: Options): Promise<LocalProviders> {
  const port = options.fixedPort
    ? await requireFreePort(options.fixedPort)
    : await findFreePort(options.port ?? preferredPort);
  const output: string[] = [];
  let announce: (line: string) => void = () => {};
  const announced = new Promise<string>((resolve) => {
    announce = resolve;
  });
  const child = startChild({
    command: process.execPath,
    args: ["--import", "tsx", join(projectDirectory, "scripts/local-providers/main.ts")],
    spawn: {
      cwd: projectDirectory,
      env: {
        ...process.env,
        NODE_ENV: "development",
        LOCAL_PROVIDERS_PORT: String(port),
        LOCAL_PROVIDERS_APP_ORIGINS: options.appOrigins.join(","),
      },
      // The process ends when its stdin closes, so it cannot outlive us.
      stdio: ["pipe", "pipe", "pipe"],
    },
    onLine: (line) => {
      if (line.startsWith("{")) announce(line);
      else output.push(line);
    },
  });
  const line = await Promise.race([announced, failure(child, output, options.signal)]).catch(
    async (error) => {
      await child.stop();
      throw error;
    },
  );
  return { child, description: JSON.parse(line) as ProvidersDescription };
}

async function failure(child: Child, output: string[], signal: AbortSignal): Promise<never> {
  const reason = await Promise.race([
    child.exited.then((exit) => exit.reason),
    new Promise<string>((resolve) => {
      setTimeout(() => resolve(`not ready within ${readyMs / 1000} seconds`), readyMs).unref();
      signal.addEventListener("abort", () => resolve("interrupted"), { once: true });
    }),
  ]);
  signal.throwIfAborted();
  throw new SetupError(
    [
      `The local providers did not start (${reason}).`,
      ...output.slice(-tailLines).map((line) => `  ${line}`),
      "To run without them, set AUTH_GOOGLE_ID and AUTH_GITHUB_ID (and their secrets) in .env.local.",
    ].join("\n"),
  );
}

type Options = {
  appOrigins: string[];
  /** The preferred port; if it is taken, the next free one is used. */
  port?: number;
  /** The port that someone has named; if it is taken, nothing starts. */
  fixedPort?: FixedPort | undefined;
  signal: AbortSignal;
};

type Credentials = { id: string; secret: string };

type ProvidersDescription = {
  googleIssuer: string;
  githubUrl: string;
  controlUrl: string;
  google: Credentials;
  github: Credentials;
};

export type LocalProviders = { child: Child; description: ProvidersDescription };
