import type { Stack } from "../scripts/processes/stack";
import { type Contestant, startContestant } from "./contestant";

/** How long each takes from its start to its first answer, by turns, in milliseconds. */
export async function measureStarts(
  stack: Stack,
  contestants: Contestant[],
  { provider, times }: { provider: string; times: number },
): Promise<Map<string, number[]>> {
  const starts = new Map<string, number[]>();
  for (let time = 0; time < times; time += 1) {
    for (const contestant of contestants) {
      const app = await startContestant(stack, contestant, provider);
      await app.stop();
      starts.set(contestant.name, [...(starts.get(contestant.name) ?? []), app.startedInMs]);
    }
  }
  return starts;
}
