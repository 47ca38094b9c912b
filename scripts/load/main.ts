import { runStack } from "../processes/stack";
import { Crowd } from "./crowd";
import { startLoadStack } from "./load-stack";
import { median, residentMegabytes, restingMegabytes } from "./memory";
import { findLosses, summarize } from "./report";
import { soak } from "./soak";

const [first = "10000", second = "15"] = process.argv.slice(2);

/** Concurrent sign-ins. */
const atOnce = 500;
/**
 * The factor by which memory at rest may grow once the first 2,000 sign-ins have filled the caches.
 */
const allowedGrowth = 1.25;

await runStack(async (stack) => {
  const load = await startLoadStack(stack);
  const crowd = new Crowd(load.appUrl);
  const failures =
    first === "soak"
      ? await soak({ crowd, appPid: load.appPid, minutes: Number(second) })
      : await rush(crowd, load.appPid, Number(first));
  failures.push(...(await findLosses(crowd, load.databaseUrl)));
  summarize(crowd, failures);
  if (failures.length > 0) {
    throw new Error("The load test failed; see the lines marked FAILED above.");
  }
  process.kill(process.pid, "SIGTERM");
});

/** Makes the sign-ins as fast as possible, and measures the app's memory after each batch. */
async function rush(crowd: Crowd, pid: number, total: number): Promise<string[]> {
  console.log(
    `${total} sign-ins, ${atOnce} at once. Resident before: ${residentMegabytes(pid)} MB`,
  );
  const resting: number[] = [];
  const begun = performance.now();
  const batch = Math.min(total, 2_000);
  while (crowd.done < total) {
    const peaks = [];
    const size = Math.min(batch, total - crowd.done);
    await crowd.signInMany(size, Math.min(atOnce, size));
    peaks.push(residentMegabytes(pid));
    resting.push(await restingMegabytes(pid));
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(
      `${crowd.done} done in ${seconds} s, median ${Math.round(median(crowd.milliseconds))} ms, ` +
        `resident ${peaks.at(-1)} MB, at rest ${resting.at(-1)} MB`,
    );
  }
  const growth = (resting.at(-1) ?? 0) / (resting[0] ?? 1);
  return growth > allowedGrowth ? [`memory at rest grew by a factor of ${growth.toFixed(2)}`] : [];
}
