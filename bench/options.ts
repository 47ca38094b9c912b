import { parseArgs } from "node:util";
import { SetupError } from "../scripts/processes/setup-error";
import { type Rounds, usualRounds } from "./costs";

export type Options = { benchmark: string; rounds: Rounds };

/**
 * Reads the arguments: `[compare | scale] [--rounds <n>] [--warm-ups <n>]`.
 * @throws SetupError for any other
 */
export function readOptions(args: string[]): Options {
  const { positionals, values } = parse(args);
  const [benchmark = "compare", ...others] = positionals;
  if (others.length > 0) throw new SetupError(`Name one benchmark, not ${positionals.length}.`);
  return {
    benchmark,
    rounds: {
      warmUps: readCount("warm-ups", values["warm-ups"], { least: 0 }) ?? usualRounds.warmUps,
      counted: readCount("rounds", values.rounds, { least: 1 }) ?? usualRounds.counted,
    },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { rounds: { type: "string" }, "warm-ups": { type: "string" } },
    });
  } catch (error) {
    throw new SetupError((error as Error).message);
  }
}

function readCount(name: string, value: string | undefined, { least }: { least: number }) {
  if (value === undefined) return null;
  if (/^\d{1,4}$/.test(value) && Number(value) >= least) return Number(value);
  throw new SetupError(`--${name} must be a whole number from ${least} to 9999, not "${value}".`);
}
