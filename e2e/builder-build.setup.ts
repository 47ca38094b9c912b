import { existsSync } from "node:fs";
import { test } from "@playwright/test";
import { buildBareApp, buildBuilderApp, builderBuildMs } from "./support/builder-app";
import { buildCachedApp, cachingGuide } from "./support/cached-app";

test("builds a builder's app", async () => {
  test.setTimeout(builderBuildMs);
  await buildBuilderApp();
});

test("builds a bare app with the same files", async () => {
  test.setTimeout(builderBuildMs);
  await buildBareApp();
});

test("builds an app with Cache Components", async () => {
  test.skip(!existsSync(cachingGuide), "This project has followed the guide and deleted it.");
  test.setTimeout(builderBuildMs);
  await buildCachedApp();
});
