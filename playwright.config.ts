import { defineConfig, devices } from "@playwright/test";
import { findChromium, installedEngines } from "./scripts/test-run/find-browser";

const port = Number(process.env.E2E_PORT) || 3100;
const appUrl = `http://localhost:${port}`;
const isRoot = process.getuid?.() === 0;

const chromium = {
  ...devices["Desktop Chrome"],
  launchOptions: {
    executablePath: findChromium() ?? undefined,
    args: [
      // Chromium's sandbox does not start as root, and containers often run as root.
      ...(isRoot ? ["--no-sandbox"] : []),
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--disable-quic",
    ],
  },
};

const engines = { firefox: devices["Desktop Firefox"], webkit: devices["Desktop Safari"] };

const logTests = /log\.spec\.ts$/;
const builderTests = /(authjs|builder)-[a-z-]+\.spec\.ts$/;
const browserTests =
  /(accessibility|content-security|denial|failure-pages|pending|people|pressed-button|sign-in)\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: ".local/reports/playwright.json" }]],
  // The longest takes 17 s on two cores, and twice that on a slow machine.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Traces are expensive: `npx playwright test --trace retain-on-failure` records them.
  use: { baseURL: appUrl, trace: "off" },
  projects: [
    { name: "chromium", testIgnore: [logTests, builderTests], use: chromium },
    // Tests of a builder's app share one build of it.
    { name: "builder-build", testMatch: /builder-build\.setup\.ts$/ },
    { name: "builder", testMatch: builderTests, use: chromium, dependencies: ["builder-build"] },
    // Tests with the tag @nojs must also pass in a browser without JavaScript.
    { name: "chromium-no-js", grep: /@nojs/, use: { ...chromium, javaScriptEnabled: false } },
    // Tests that only speak HTTP are the same in every engine.
    ...installedEngines().map((name) => ({ name, use: engines[name], testMatch: browserTests })),
    // Reads the log of all tests before it.
    {
      name: "log",
      testMatch: logTests,
      dependencies: ["chromium", "chromium-no-js", "builder", ...installedEngines()],
    },
  ],
  webServer: {
    command: "node --import tsx scripts/e2e-stack.ts",
    url: `${appUrl}/api/health`,
    timeout: 60_000,
    reuseExistingServer: false,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
  },
});
