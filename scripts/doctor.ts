import { parseArgs } from "node:util";
import { terminalReport } from "./doctor/terminal-report";
import { type Rules, readAppEnvironment, setAppEnvironment } from "./processes/app-environment";
import type { Environment } from "./processes/project-environment";
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
  const source = readAppEnvironment(rules);
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
async function runChecks(source: Environment, rules: Rules) {
  const unusable = setAppEnvironment(source, rules);
  const { diagnose } = await import("../lib/doctor/diagnose");
  const { isInContainer } = await import("../lib/doctor/container");
  return diagnose({ source, rules, inContainer: isInContainer(), unusable, fromInside: false });
}
