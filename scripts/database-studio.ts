import { runStack } from "./processes/stack";

await runStack(async (stack) => {
  // Imported after runStack handles signals, so that Ctrl-C works while these modules load.
  const { runStudio } = await import("./database/run-studio");
  await runStudio(stack, process.argv.slice(2));
});
