import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { AppServer, signInSettings } from "./support/app-server";
import { stack } from "./support/stack";

test("npm start takes the configuration of the build, and compiles none of its own", async () => {
  const settings = { ...signInSettings(), DATABASE_URL: stack().databaseUrl };
  const app = await AppServer.startScript(settings);
  try {
    await app.ready();
    // Next.js prints the name of a file that it compiles, and how long that took.
    expect(app.output()).toContain("Ready in");
    expect(app.output()).not.toContain("next.config.ts");
  } finally {
    await app.stop();
  }
});

test("a build whose instrumentation is missing ends with a message instead of waiting forever", async () => {
  test.setTimeout(90_000);
  const directory = await mkdtemp(join(tmpdir(), "foyer-no-instrumentation-"));
  const settings = { ...signInSettings(), DATABASE_URL: stack().databaseUrl };
  const missing = ".next/server/instrumentation.js";
  const app = await AppServer.startStandalone(directory, settings, missing);
  try {
    expect(await app.exited(60_000)).toBe(1);
    expect(app.output()).toContain("Foyer did not start: within 30 seconds");
  } finally {
    await app.stop();
    await rm(directory, { recursive: true, force: true });
  }
});
