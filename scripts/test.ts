import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { onNpmGone } from "./processes/npm-parent";
import { untouchedEnvironment } from "./processes/project-environment";
import { localDirectory, nextCommandOf, projectDirectory } from "./processes/project-paths";
import { describeFailure } from "./processes/setup-error";
import { ensureBrowser } from "./test-run/ensure-browser";
import { runStep, stopStep } from "./test-run/run-step";
import { readPlaywrightResults, readVitestResults, type TestCount } from "./test-run/test-results";

const reports = join(localDirectory, "reports");
const unitReport = join(reports, "vitest.json");
const browserReport = join(reports, "playwright.json");
const programs = join(projectDirectory, "node_modules");

const count: TestCount = { passed: 0, failed: 0 };
let interrupted = false;

const steps: Step[] = [
  { name: "route types", run: () => node(nextCommandOf(), "typegen") },
  { name: "types", run: () => node(join(programs, "typescript/bin/tsc"), "--noEmit") },
  { name: "lint", run: () => npm("run", "--silent", "lint") },
  {
    name: "unit tests",
    run: () =>
      node(
        join(programs, "vitest/vitest.mjs"),
        ...["run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`],
      ),
    results: () => readVitestResults(unitReport),
  },
  {
    name: "production build",
    run: () => npm("run", "--silent", "build"),
  },
  { name: "browser", run: () => ensureBrowser().then(() => true) },
  {
    name: "browser tests",
    run: () => node(join(programs, "@playwright/test/cli.js"), "test"),
    results: () => readPlaywrightResults(browserReport),
  },
];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, interrupt);
}
onNpmGone(interrupt);

await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });
for (const step of steps) {
  if (!(await succeeds(step))) {
    console.error(`\n${interrupted ? "Interrupted in" : "Failed:"} ${step.name}.`);
    break;
  }
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 ? 1 : 0;

function interrupt(): void {
  interrupted = true;
  void stopStep();
}

async function succeeds({ name, run, results }: Step): Promise<boolean> {
  console.log(`\n── ${name}`);
  const succeeded = await run().catch((error) => {
    console.error(describeFailure(error));
    return false;
  });
  const found = results?.() ?? { passed: 0, failed: 0 };
  count.passed += found.passed;
  // A step that fails without a failed test counts as one failure.
  count.failed += succeeded && !interrupted ? found.failed : Math.max(found.failed, 1);
  return succeeded && !interrupted && found.failed === 0;
}

function npm(...args: string[]): Promise<boolean> {
  const environment = { ...untouchedEnvironment(), NODE_ENV: undefined };
  // npm passes the path of its own program to the scripts it runs. Windows can't spawn plain "npm".
  const { npm_execpath: program } = process.env;
  return program
    ? runStep({ command: process.execPath, args: [program, ...args], environment })
    : runStep({ command: "npm", args, environment });
}

function node(...args: string[]): Promise<boolean> {
  return runStep({ command: process.execPath, args });
}

type Step = { name: string; run: () => Promise<boolean>; results?: () => TestCount };
