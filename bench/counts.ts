import { TcpForwarder } from "../e2e/support/tcp-forwarder";
import type { Stack } from "../scripts/processes/stack";
import { type BenchApp, startBenchApp } from "./bench-app";
import { Visitors } from "./visitors";

/** What was asked of Postgres and of the provider. */
export type Count = { roundTrips: number; providerRequests: number };

/** Before anything is counted: each connection has had its statements by then. */
const warmUps = 3;

/**
 * Counts what an app asks others for, one visitor after the other: round trips to Postgres, by a
 * forwarder in between, and the provider's own count of requests.
 */
export async function countQuestions(
  stack: Stack,
  benchApp: BenchApp,
  provider: string,
): Promise<Map<string, Count>> {
  const { hostname, port } = new URL(benchApp.databaseUrl);
  const forwarder = await TcpForwarder.start({ host: hostname, port: Number(port) });
  const databaseUrl = new URL(benchApp.databaseUrl);
  databaseUrl.host = `127.0.0.1:${forwarder.port}`;
  const app = await startBenchApp(stack, { ...benchApp, databaseUrl: databaseUrl.href }, provider);
  const visitors = new Visitors(app);
  await visitors.prepare();

  const counts = new Map<string, Count>();
  const count = async (name: string, work: () => Promise<unknown>) => {
    for (let time = 0; time < warmUps; time += 1) await work();
    const before = { roundTrips: forwarder.roundTrips, providerRequests: await served(provider) };
    await work();
    counts.set(name, {
      roundTrips: forwarder.roundTrips - before.roundTrips,
      providerRequests: (await served(provider)) - before.providerRequests,
    });
  };
  await count("signed-in page", () => visitors.openPage());
  for (const name of ["google", "github"] as const) {
    await count(`start, callback and landing page of who returns, ${name}`, () =>
      visitors.comeBack(name),
    );
    await count(`the same of who is new, ${name}`, () => visitors.comeFirst(name));
  }
  await count("page with the button, and sign-out", () => visitors.leave());
  await app.stop();
  await forwarder.close();
  return counts;
}

async function served(provider: string): Promise<number> {
  const response = await fetch(`${provider}/served`);
  return ((await response.json()) as { served: number }).served;
}
