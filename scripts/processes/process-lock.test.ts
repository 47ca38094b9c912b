import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { takeProcessLock } from "./process-lock";

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "foyer-lock-"));
  path = join(directory, "lock");
});
afterEach(() => rm(directory, { recursive: true }));

it("lets one holder in at a time, and leaves no file behind", async () => {
  const order: string[] = [];
  const hold = async (name: string) => {
    const release = await takeProcessLock(path);
    order.push(`${name} in`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push(`${name} out`);
    await release();
  };
  await Promise.all(["a", "b", "c"].map(hold));
  const names = order.filter((_, index) => index % 2 === 0).map((entry) => entry.slice(0, 1));
  expect(names.toSorted()).toEqual(["a", "b", "c"]);
  expect(order).toEqual(names.flatMap((name) => [`${name} in`, `${name} out`]));
  expect(await readdir(directory)).toEqual([]);
});

it.each([
  ["a process that is gone", "999999999\nnode scripts/users.ts"],
  ["another program that has its id now", `${process.pid}\nnode scripts/users.ts`],
])("takes the lock of %s", async (_, holder) => {
  await writeFile(path, holder);
  await (await takeProcessLock(path))();
  expect(await readdir(directory)).toEqual([]);
});

it("says once whom it waits for", async () => {
  const release = await takeProcessLock(path);
  const holders: string[] = [];
  const next = takeProcessLock(path, { onWait: (holder) => holders.push(holder) });
  await vi.waitUntil(() => holders.length > 0, { timeout: 5_000 });
  await release();
  await (await next)();
  expect(holders).toEqual([expect.stringContaining(`process ${process.pid} (`)]);
});

it("stops waiting when it is aborted", async () => {
  const release = await takeProcessLock(path);
  await expect(takeProcessLock(path, { signal: AbortSignal.timeout(20) })).rejects.toThrow();
  await release();
});
