import { SetupError } from "../scripts/processes/setup-error";
import { runStack } from "../scripts/processes/stack";
import { compare } from "./compare";
import { readOptions } from "./options";
import { requireProcessAccounts } from "./process-cost";
import { compareSizes } from "./scale";

const runs = { compare, scale: compareSizes };

await runStack(async (stack) => {
  requireProcessAccounts();
  const { benchmark, rounds } = readOptions(process.argv.slice(2));
  const run = Object.hasOwn(runs, benchmark) ? runs[benchmark as keyof typeof runs] : null;
  if (!run)
    throw new SetupError(
      `There is no benchmark "${benchmark}". Run "npm run bench" to compare apps, or "npm run bench -- scale".`,
    );
  await run(stack, rounds);
  process.kill(process.pid, "SIGTERM");
});
