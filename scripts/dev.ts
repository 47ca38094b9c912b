import { runStack } from "./processes/stack";

await runStack(async (stack) => {
  // Loaded here, so that Ctrl-C is answered from the first moment on.
  const { startLocalRun } = await import("./local-run/local-run");
  await startLocalRun(stack, "dev");
});
