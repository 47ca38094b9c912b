import type { Stack } from "../scripts/processes/stack";
import { type BenchApp, startBenchApp } from "./bench-app";

/** Each app's times from start to first response, in milliseconds. The apps take turns. */
export async function measureStarts(
  stack: Stack,
  apps: BenchApp[],
  { provider, times }: { provider: string; times: number },
): Promise<Map<string, number[]>> {
  const starts = new Map<string, number[]>();
  for (let time = 0; time < times; time += 1) {
    for (const benchApp of apps) {
      const app = await startBenchApp(stack, benchApp, provider);
      await app.stop();
      starts.set(benchApp.name, [...(starts.get(benchApp.name) ?? []), app.startedInMs]);
    }
  }
  return starts;
}
