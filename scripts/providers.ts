import { runStack } from "./processes/stack";

await runStack(async (stack) => {
  // Imported after runStack handles signals, so that Ctrl-C works while these modules load.
  const { runProviders } = await import("./local-run/run-providers");
  await runProviders(stack);
});
