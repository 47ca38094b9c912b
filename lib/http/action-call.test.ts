import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = "app/(foyer)";
/** Each marks the call as started before anything that may fail. */
const starts = /\b(markActionStarted|authorize(Fresh|Sensitive)?Action|completeChoice)\(/;

it("every action of Foyer's marks its call as started, so that its failures stay failures", async () => {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.tsx?$/.test(file));
  const sources = await Promise.all(
    files.map(async (file) => ({ file, source: await readFile(join(folder, file), "utf8") })),
  );
  const actions = sources.filter(({ source }) => source.includes('"use server"'));
  expect(actions.length).toBeGreaterThan(10);
  expect(actions.filter(({ source }) => !starts.test(source))).toEqual([]);
});
