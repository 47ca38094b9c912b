import { TcpForwarder } from "../e2e/support/tcp-forwarder";
import type { Stack } from "../scripts/processes/stack";
import { startBenchApp } from "./bench-app";
import type { Contestant } from "./contestants";
import { Visitors } from "./visitors";

/** Round trips to Postgres, and requests to the provider. */
export type Count = { roundTrips: number; providerRequests: number };

/** Runs before the counted one, so that each connection has prepared its statements. */
const warmUps = 3;

/**
 * Counts an app's round trips to Postgres, through a forwarder in between, and its requests to the
 * provider, which the provider counts. Runs one request at a time.
 */
export async function countRequests(
  stack: Stack,
  contestant: Contestant,
  provider: string,
): Promise<Map<string, Count>> {
  const { hostname, port } = new URL(contestant.databaseUrl);
  const forwarder = await TcpForwarder.start({ host: hostname, port: Number(port) });
  const databaseUrl = new URL(contestant.databaseUrl);
  databaseUrl.host = `127.0.0.1:${forwarder.port}`;
  const benchApp = { ...contestant, databaseUrl: databaseUrl.href };
  const app = await startBenchApp(stack, benchApp, provider);
  const visitors = new Visitors(app, contestant.flowsAt(app.url));
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
    await count(`start, callback and landing page of a returning user, ${name}`, () =>
      visitors.signInReturning(name),
    );
    await count(`start, callback and landing page of a new user, ${name}`, () =>
      visitors.signInNew(name),
    );
  }
  await count("page with the button, and sign-out", () => visitors.signOut());
  await app.stop();
  await forwarder.close();
  return counts;
}

async function served(provider: string): Promise<number> {
  const response = await fetch(`${provider}/served`);
  return ((await response.json()) as { served: number }).served;
}
