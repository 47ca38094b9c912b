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
