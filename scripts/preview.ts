import { runStack } from "./stack";

await runStack(async (stack) => {
  // Loaded here, so that Ctrl-C is answered from the first moment on.
  const { buildApp } = await import("./app-build");
  const { startLocalRun } = await import("./local-run");
  await buildApp(stack);
  await startLocalRun(stack, "start");
});
