import { test } from "@playwright/test";
import { buildBuilderApp, builderBuildMs } from "./support/builder-app";

test("builds a builder's app", async () => {
  test.setTimeout(builderBuildMs);
  await buildBuilderApp();
});
