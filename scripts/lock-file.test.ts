import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

type Entry = { optionalDependencies?: Record<string, string>; resolved?: string };

const lockFile = new URL("../package-lock.json", import.meta.url);
const packages: Record<string, Entry> = JSON.parse(readFileSync(lockFile, "utf8")).packages;

it("carries the optional packages of every platform, so that npm ci works on all of them", () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) =>
        !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

it("names no registry, so that everybody installs from their own", () => {
  const named = Object.keys(packages).filter((path) => packages[path]?.resolved);
  expect(named).toEqual([]);
});
