import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lastAppUrl, rememberAppUrl } from "./app-url";

it("finds the app where it last started, whatever its port", async () => {
  const directory = await mkdtemp(join(tmpdir(), "foyer-app-url-"));
  const path = join(directory, "of", "the", "project", "app-url");
  expect(await lastAppUrl(path)).toBeNull();
  await rememberAppUrl("http://localhost:3000", path);
  await rememberAppUrl("http://localhost:3001", path);
  expect(await lastAppUrl(path)).toBe("http://localhost:3001");
  await writeFile(path, "half");
  expect(await lastAppUrl(path)).toBeNull();
  await rm(directory, { recursive: true });
});
