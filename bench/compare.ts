import { startProvider } from "../scripts/load/load-stack";
import { buildApp } from "../scripts/local-run/app-build";
import type { Stack } from "../scripts/processes/stack";
import { buildBaselines } from "./baselines";
import { type BenchApp, startBenchApp } from "./bench-app";
import { startBenchDatabase } from "./bench-database";
import { type Comparison, countedTable, measuredTable } from "./comparison";
import { buildOwnPage, type Contestant, createContestants, notes } from "./contestants";
import { measureCosts, type Rounds } from "./costs";
import { countRequests } from "./counts";
import { measuresOf } from "./measures";
import { weighPage } from "./page-weight";
import { describeRun } from "./run-description";
import { measureStarts } from "./starts";
import { Visitors } from "./visitors";

/** Compares Foyer with a bare Next.js page, and with what Auth.js and better-auth document. */
export async function compare(stack: Stack, rounds: Rounds): Promise<void> {
  console.log("Building Foyer and the apps to compare it with …");
  await buildApp(stack);
  await buildOwnPage();
  await buildBaselines(stack, ["bare", "documented", "better-auth"]);
  const database = await startBenchDatabase(stack);
  const provider = await startProvider(stack);
  const { bare, contestants, ownPage } = await createContestants(database.url);

  console.log("Counting round trips to Postgres and requests to the provider …");
  const counts: Comparison["counts"] = new Map();
  for (const each of contestants) counts.set(each.name, await countRequests(stack, each, provider));
  console.log("Starting each several times …");
  const times = rounds.counted;
  const starts = await measureStarts(stack, [bare, ...contestants], { provider, times });

  const weights: Comparison["weights"] = new Map();
  const start = async (app: BenchApp) => {
    const running = await startBenchApp(stack, app, provider);
    weights.set(app.name, await weighPage(`${running.url}/`));
    return running;
  };
  const startWithVisitors = async (app: Contestant) => {
    const running = await start(app);
    const visitors = new Visitors(running, app.flowsAt(running.url));
    await visitors.prepare();
    return visitors;
  };
  const bareApp = await start(bare);
  const visitors: Visitors[] = [];
  for (const each of contestants) visitors.push(await startWithVisitors(each));
  const ownPageVisitors = await startWithVisitors(ownPage);
  const measures = measuresOf({ bare: bareApp, visitors, ownPage: ownPageVisitors });
  const costs = await measureCosts(measures, database, rounds);

  const comparison = { costs, starts, counts, weights };
  const tables = [measuredTable(comparison), countedTable(comparison)];
  const run = await describeRun(database.url, rounds);
  console.log(["", run, ...tables, ...notes].join("\n\n"));
}
