import { parseArgs } from "node:util";
import { terminalReport } from "./doctor/terminal-report";
import { readProjectEnvironment } from "./processes/project-environment";
import { describeFailure } from "./processes/setup-error";

const usage = `npm run doctor                   check a deployment: settings, database, providers
npm run doctor -- --development  check it by the rules of a development machine
npm run doctor -- --json         print the report as JSON`;

const options = { json: { type: "boolean" }, development: { type: "boolean" } } as const;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const values = readOptions();
  if (!values) {
    console.error(usage);
    return 2;
  }
  const rules = values.development ? "development" : "production";
  // Set by a parent that has already loaded the .env files; Next.js then skips them too.
  const isComplete = process.env.__NEXT_PROCESSED_ENV === "true";
  const source = isComplete ? { ...process.env } : readProjectEnvironment(rules);
  const report = await runChecks(source, rules);
  console.log(
    values.json
      ? JSON.stringify(report, null, 2)
      : terminalReport(report, Boolean(process.stdout.isTTY) && !process.env.NO_COLOR),
  );
  return report.status === "fail" ? 1 : 0;
}

function readOptions() {
  try {
    return parseArgs({ options }).values;
  } catch {
    return null;
  }
}

/** Sets `process.env` before importing the app's modules, which read it as they load. */
async function runChecks(source: Record<string, string | undefined>, rules: Rules) {
  const { usableEnvironment } = await import("../lib/doctor/environment/placeholder-env");
  const { environment, unusable } = usableEnvironment(source, rules);
  for (const name of Object.keys(process.env)) delete process.env[name];
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined) process.env[name] = value;
  }
  process.env.LOG_LEVEL = "silent";
  const { diagnose } = await import("../lib/doctor/diagnose");
  const { isInContainer } = await import("../lib/doctor/container");
  return diagnose({ source, rules, inContainer: isInContainer(), unusable, fromInside: false });
}

type Rules = "development" | "production";
