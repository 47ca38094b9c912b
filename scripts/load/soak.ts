import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Crowd } from "./crowd";
import { median, residentMegabytes } from "./memory";

const signInsPerSecond = 5;
const sampleSeconds = 15;
/**
 * The factor by which memory may grow from the second third to the last. The first fills the
 * caches.
 */
const allowedGrowth = 1.1;

/** Signs users in at a steady rate for some minutes, and watches the app's memory. */
export async function soak({ crowd, appPid, minutes }: Soak): Promise<string[]> {
  const samples: number[] = [];
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const running = new Set<Promise<void>>();
  while (seconds() < minutes * 60) {
    const signIn = crowd.signInOne().finally(() => running.delete(signIn));
    running.add(signIn);
    if (seconds() >= (samples.length + 1) * sampleSeconds) {
      samples.push(residentMegabytes(appPid));
      console.log(`${Math.round(seconds())} s: ${crowd.done} done, ${samples.at(-1)} MB`);
    }
    await sleep(1000 / signInsPerSecond);
  }
  await Promise.all(running);
  const third = Math.floor(samples.length / 3);
  const [before, after] = [samples.slice(third, 2 * third), samples.slice(2 * third)].map(median);
  const growth = (after ?? 0) / (before || 1);
  console.log(
    `Median of the second third ${before} MB, of the last ${after} MB: ${growth.toFixed(2)}`,
  );
  return growth > allowedGrowth ? [`memory grew by a factor of ${growth.toFixed(2)}`] : [];
}

type Soak = { crowd: Crowd; appPid: number; minutes: number };
