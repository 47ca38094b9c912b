import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

type Entry = {
  version?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  resolved?: string;
};

type Manifest = Record<"dependencies" | "devDependencies", Record<string, string>> & {
  overrides: unknown;
};

const manifestFile = new URL("../package.json", import.meta.url);
const manifest: Manifest = JSON.parse(readFileSync(manifestFile, "utf8"));

const lockFile = new URL("../package-lock.json", import.meta.url);
const packages: Record<string, Entry> = JSON.parse(readFileSync(lockFile, "utf8")).packages;

it("lists the optional packages of every platform, so that npm ci works on all of them", () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) =>
        !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

it("names no registry, so that each install uses its own", () => {
  const named = Object.keys(packages).filter((path) => packages[path]?.resolved);
  expect(named).toEqual([]);
});

it("pins every package to one exact version, so that later installs get the same one", () => {
  const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const ranges = wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(ranges).toEqual([]);
  expect(JSON.stringify(manifest.overrides)).not.toMatch(/[\^~*<>|]|latest/);
  for (const [name, version] of wanted) {
    expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
});

it("has one copy of @auth/core, in the version that each Auth.js package depends on", () => {
  const copies = Object.keys(packages).filter((path) => path.endsWith("node_modules/@auth/core"));
  expect(copies).toEqual(["node_modules/@auth/core"]);
  for (const part of ["next-auth", "@auth/drizzle-adapter"]) {
    const range = packages[`node_modules/${part}`]?.dependencies?.["@auth/core"];
    expect(range, part).toBe(manifest.dependencies["@auth/core"]);
  }
});

it("installs a dependency's types with it, since a build without development packages checks types too", () => {
  const typed = Object.keys(manifest.dependencies).map((name) => `@types/${name}`);
  expect(typed.filter((name) => name in manifest.devDependencies)).toEqual([]);
});
