import { setTimeout as sleep } from "node:timers/promises";
import { onNpmGone } from "./npm-parent";
import { describeFailure } from "./setup-error";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

// npm and tsx forward a signal that the terminal has already sent to the whole group. A second
// signal within this time is the same key press.
const sameKeyPressMs = 1_000;

// The longest wait for a start that does not react to the abort.
const startSettleMs = 10_000;

/**
 * Runs the parts that `start` adds. On a signal (exit code 0), or when a part exits or `start`
 * fails (exit code 1), stops all parts, the last one first.
 */
export async function runStack(start: (stack: Stack) => Promise<void>): Promise<never> {
  const abort = new AbortController();
  const parts: Part[] = [];
  const outcome = firstOf(abort);

  const starting = start({
    signal: abort.signal,
    add: async (part) => {
      parts.push(part);
      void part.exited?.then(({ reason }) =>
        outcome.settle({ failure: `${part.name} stopped unexpectedly (${reason}).` }),
      );
      abort.signal.throwIfAborted();
    },
  });
  starting.catch((error) => outcome.settle({ failure: describeFailure(error) }));

  const { failure } = await outcome.settled;
  if (failure) console.error(`\n${failure}`);
  await Promise.race([starting.catch(() => {}), sleep(startSettleMs)]);
  for (const part of parts.reverse()) {
    await part.stop().catch((error) => console.error(`${part.name}: ${describeFailure(error)}`));
  }
  process.exit(failure ? 1 : 0);
}

function firstOf(abort: AbortController): { settled: Promise<Outcome>; settle: Settle } {
  let resolve: (outcome: Outcome) => void = () => {};
  const settled = new Promise<Outcome>((done) => {
    resolve = done;
  });
  let settledAt: number | null = null;
  const settle: Settle = (outcome) => {
    settledAt ??= Date.now();
    abort.abort();
    resolve(outcome);
  };

  for (const signal of signals) {
    process.on(signal, () => {
      // After SIGHUP the terminal may be gone; the error handlers below ignore failed writes.
      if (settledAt === null) console.log("\nStopping …");
      else if (Date.now() - settledAt > sameKeyPressMs) console.log("Still stopping …");
      settle({ failure: null });
    });
  }
  onNpmGone(() => settle({ failure: null }));
  process.on("uncaughtException", (error) => settle({ failure: describeFailure(error) }));
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  return { settled, settle };
}

type Outcome = { failure: string | null };
type Settle = (outcome: Outcome) => void;

type Part = {
  name: string;
  stop(): Promise<void>;
  exited?: Promise<{ reason: string }>;
};

export type Stack = {
  /** Aborts when the stack stops, even during the start. */
  signal: AbortSignal;
  /** Registers a part to be stopped. Rejects if the stack is already stopping. */
  add(part: Part): Promise<void>;
};
