import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../package.json";
import { installSdk, isNotInstalled } from "./sdk-packages";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = ["lib/telemetry", "lib/log.ts", "lib/error-cause.ts", "lib/describe-error.ts"];
const installed = ["@opentelemetry/api", "pino", "server-only"];

const hooks = [
  pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href,
  pathToFileURL(join(root, "scripts/doctor/server-only.mjs")).href,
];

let folder: string;

/** Starts telemetry in a process of its own, where the SDK is not installed, and stops it. */
async function startWithoutSdk(variables: Record<string, string>): Promise<string> {
  const program = `import("./lib/telemetry/start.ts")
    .then(({ startTelemetry }) => startTelemetry())
    .then((stop) => stop())
    .then(() => console.log("stopped"));`;
  const args = [...hooks.flatMap((hook) => ["--import", hook]), "-e", program];
  const env = { PATH: process.env.PATH, NODE_ENV: "production", ...variables } as const;
  const { stdout } = await run(process.execPath, args, { cwd: folder, env });
  return stdout;
}

describe("an installation without OpenTelemetry's SDK", { timeout: 30_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "foyer-telemetry-"));
    for (const path of [...sources, "package.json", "tsconfig.json"]) {
      await cp(join(root, path), join(folder, path), { recursive: true });
    }
    for (const name of installed) {
      const link = join(folder, "node_modules", name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(root, "node_modules", name), link, "junction");
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each<Record<string, string>>([
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" },
    { OTEL_METRICS_EXPORTER: "prometheus" },
  ])("starts, and logs which packages to install, with %o", async (variables) => {
    const lines = (await startWithoutSdk(variables)).trim().split("\n");
    expect(lines).toContain("stopped");
    expect(JSON.parse(lines.find((line) => line !== "stopped") ?? "")).toMatchObject({
      level: "error",
      event: "boot.telemetry-not-installed",
      fix: installSdk,
    });
  });

  it("logs nothing when no variable asks for telemetry", async () => {
    expect(await startWithoutSdk({ OTEL_SERVICE_NAME: "foyer" })).toBe("stopped\n");
  });
});

it("names the packages in the versions of package.json", () => {
  // Among the dependencies once a deployer has run the command.
  const versions: Record<string, string> = {
    ...manifest.devDependencies,
    ...manifest.dependencies,
  };
  const named = [...installSdk.matchAll(/(@opentelemetry\/[\w-]+)@([\d.]+)/g)];
  expect(named).toHaveLength(4);
  for (const [, name = "", version] of named) expect(versions[name], name).toBe(version);
});

it.each([
  ["Cannot find package '@opentelemetry/sdk-node' imported from /app/server.js", true],
  ["Failed to load external module x: Error: Cannot find module 'x'", true],
  ["connect ECONNREFUSED 127.0.0.1:4318", false],
])("tells a missing package from other failures: %s", (message, expected) => {
  expect(isNotInstalled(new Error("the import failed", { cause: new Error(message) }))).toBe(
    expected,
  );
});
