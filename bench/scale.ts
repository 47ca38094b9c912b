import { startProvider } from "../scripts/load/load-stack";
import { buildApp } from "../scripts/local-run/app-build";
import { migrateDatabase } from "../scripts/migrations/migrate-database";
import { projectDirectory } from "../scripts/processes/project-paths";
import type { Stack } from "../scripts/processes/stack";
import { startBenchApp } from "./bench-app";
import { createDatabaseBeside, startBenchDatabase } from "./bench-database";
import { measureCosts, type Rounds } from "./costs";
import { fillDatabase } from "./scale/fill-database";
import { StoredVisitors } from "./scale/stored-visitors";
import { costTable } from "./table";

const sizes = { small: 1_000, large: 1_000_000 };

/** Compares Foyer with a thousand users and Foyer with a million, on one Postgres. */
export async function compareSizes(stack: Stack, rounds: Rounds): Promise<void> {
  console.log("Building Foyer …");
  await buildApp(stack);
  const database = await startBenchDatabase(stack);
  const provider = await startProvider(stack);
  const apps: { name: string; visitors: StoredVisitors }[] = [];
  for (const [size, users] of Object.entries(sizes)) {
    const name = `${users.toLocaleString("en")} users`;
    const databaseUrl = await createDatabaseBeside(database.url, size);
    await migrateDatabase(databaseUrl);
    await fill(databaseUrl, name, users);
    const benchApp = { name, directory: projectDirectory, databaseUrl };
    const app = await startBenchApp(stack, benchApp, provider);
    const visitors = new StoredVisitors(app, users);
    apps.push({ name, visitors });
  }
  const subjects = (work: (visitors: StoredVisitors) => () => Promise<void>) =>
    apps.map(({ name, visitors }) => ({ name, app: visitors.app, work: work(visitors) }));
  const measures = [
    { name: "signed-in page", times: 1000, subjects: subjects((each) => () => each.openPage()) },
    {
      name: "sign-in, returning",
      times: 240,
      subjects: subjects((each) => () => each.signInReturning()),
    },
    { name: "sign-in, new", times: 240, subjects: subjects((each) => () => each.signInNew()) },
  ];
  const costs = await measureCosts(measures, database, rounds);
  const [small = ""] = apps.map(({ name }) => name);
  const bases = Object.fromEntries(measures.map(({ name }) => [name, small]));
  console.log(
    `\n${costTable(
      costs,
      apps.map(({ name }) => name),
      bases,
    )}`,
  );
}

async function fill(databaseUrl: string, name: string, users: number): Promise<void> {
  let lastTenth = -1;
  const { sessions, seconds } = await fillDatabase({
    databaseUrl,
    users,
    onProgress: ({ what, done, total }) => {
      const tenth = Math.floor((10 * done) / total);
      if (what === "users" && tenth === lastTenth) return;
      lastTenth = tenth;
      console.log(`${name}: ${what}, ${done} of ${total}`);
    },
  });
  console.log(`${name} with ${sessions.toLocaleString("en")} sessions in ${Math.round(seconds)} s`);
}
