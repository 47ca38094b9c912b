import { runStack } from "./processes/stack";

await runStack(async (stack) => {
  // Loaded here, so that Ctrl-C is answered from the first moment on.
  const { buildApp } = await import("./local-run/app-build");
  const { startLocalRun } = await import("./local-run/local-run");
  await buildApp(stack);
  await startLocalRun(stack, "start");
});
