import { runStack } from "./processes/stack";

await runStack(async (stack) => {
  // Imported after runStack handles signals, so that Ctrl-C works while these modules load.
  const { buildApp } = await import("./local-run/app-build");
  const { startLocalRun } = await import("./local-run/local-run");
  await buildApp(stack);
  await startLocalRun(stack, "start");
});
