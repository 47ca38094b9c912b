import { Browser } from "../scripts/load/browser";
import { startProvider } from "../scripts/load/load-stack";
import { buildApp } from "../scripts/local-run/app-build";
import { projectDirectory } from "../scripts/processes/project-paths";
import type { Stack } from "../scripts/processes/stack";
import { baselineDirectory, buildBaselines, createBaselineDatabase } from "./baselines";
import { type BenchApp, type RunningApp, startBenchApp } from "./bench-app";
import { startBenchDatabase } from "./bench-database";
import { type Costs, type Measure, measureCosts, type Rounds } from "./costs";
import { countRequests } from "./counts";
import { weighPage } from "./page-weight";
import { measureStarts } from "./starts";
import { median, ratios } from "./statistics";
import { costTable, markdown } from "./table";
import { Visitors } from "./visitors";

const columns = ["bare", "bare, one lookup", "documented", "foyer"];
const bases = {
  "signed-in page": "bare",
  "sign-in, returning": "documented",
  "sign-in, new": "documented",
};

/** Compares Foyer with a bare Next.js page and with the app in the Auth.js documentation. */
export async function compare(stack: Stack, rounds: Rounds): Promise<void> {
  console.log("Building Foyer and the baselines …");
  await buildApp(stack);
  await buildBaselines(stack, ["bare", "documented"]);
  const database = await startBenchDatabase(stack);
  const provider = await startProvider(stack);
  const benchApp = async (name: "bare" | "documented"): Promise<BenchApp> => ({
    name,
    directory: baselineDirectory(name),
    databaseUrl: await createBaselineDatabase(name, database.url),
  });
  const bare = await benchApp("bare");
  const documented = await benchApp("documented");
  const foyer = { name: "foyer", directory: projectDirectory, databaseUrl: database.url };

  console.log("Counting round trips to Postgres and requests to the provider …");
  const counts = new Map([
    [documented.name, await countRequests(stack, documented, provider)],
    [foyer.name, await countRequests(stack, foyer, provider)],
  ]);
  console.log("Starting each several times …");
  const starts = await measureStarts(stack, [bare, documented, foyer], {
    provider,
    times: rounds.counted,
  });

  const start = (app: BenchApp) => startBenchApp(stack, app, provider);
  const apps = {
    bare: await start(bare),
    documented: await start(documented),
    foyer: await start(foyer),
  };
  const weights = new Map<string, string>();
  for (const [name, app] of Object.entries(apps)) {
    const { html, script, css, font } = await weighPage(`${app.url}/`);
    weights.set(name, [html, script, css, font].join(" + "));
  }
  const costs = await measureCosts(await measuresOf(apps), database, rounds);

  const cell = (value: (name: string) => string | undefined) =>
    columns.map((column) => value(column) ?? "");
  const names = [...(counts.get("foyer") ?? new Map()).keys()];
  console.log(`\n${costTable(costs, columns, bases)}\n`);
  console.log(
    markdown(
      ["", ...columns],
      [
        ...names.map((name) => [
          `${name}: round trips to Postgres, requests to the provider`,
          ...cell((column) => {
            const count = counts.get(column)?.get(name);
            return count && `${count.roundTrips}, ${count.providerRequests}`;
          }),
        ]),
        [
          "signed-out page: HTML + script + CSS + font, bytes compressed",
          ...cell((column) => weights.get(column)),
        ],
        ["start to first response, ms", ...cell((column) => medianAndRatio(starts, column))],
        [
          "resident while pages are opened, MB",
          ...cell((column) => medianAndRatio(resident(costs), column)),
        ],
      ],
    ),
  );
}

async function measuresOf(apps: Record<"bare" | "documented" | "foyer", RunningApp>) {
  const bareVisitor = new Browser(apps.bare.url);
  const open = (path: string) => async () => {
    await bareVisitor.open(`${apps.bare.url}${path}`);
  };
  const visitors = { documented: new Visitors(apps.documented), foyer: new Visitors(apps.foyer) };
  for (const each of Object.values(visitors)) await each.prepare();
  const subjects = (work: (visitor: Visitors) => () => Promise<void>) =>
    Object.entries(visitors).map(([name, each]) => ({ name, app: each.app, work: work(each) }));
  const measures: Measure[] = [
    {
      name: "signed-in page",
      times: 1000,
      subjects: [
        { name: "bare", app: apps.bare, work: open("/") },
        { name: "bare, one lookup", app: apps.bare, work: open("/lookup") },
        ...subjects((visitor) => () => visitor.openPage()),
      ],
    },
    {
      name: "sign-in, returning",
      times: 240,
      subjects: subjects((visitor) => () => visitor.signInReturning()),
    },
    {
      name: "sign-in, new",
      times: 240,
      subjects: subjects((visitor) => () => visitor.signInNew()),
    },
  ];
  return measures;
}

function resident(costs: Costs): Map<string, number[]> {
  const pages = costs.get("signed-in page") ?? new Map();
  return new Map([...pages].map(([name, cost]) => [name, cost.residentMegabytes]));
}

/** The median, and the median of the ratios to the bare app in each round. */
function medianAndRatio(figures: Map<string, number[]>, column: string): string | undefined {
  const own = figures.get(column);
  if (!own) return undefined;
  const ratio = median(ratios(own, figures.get("bare") ?? [])).toFixed(2);
  return `${Math.round(median(own))} (${ratio})`;
}
