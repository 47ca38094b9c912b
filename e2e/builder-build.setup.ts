import { test } from "@playwright/test";
import { buildBareApp, buildBuilderApp, builderBuildMs } from "./support/builder-app";

test("builds a builder's app", async () => {
  test.setTimeout(builderBuildMs);
  await buildBuilderApp();
});

test("builds a bare app with the same files", async () => {
  test.setTimeout(builderBuildMs);
  await buildBareApp();
});
