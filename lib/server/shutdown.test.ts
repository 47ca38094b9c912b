import { EventEmitter, once } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { finishOnShutdown, isShuttingDown } from "./shutdown";

const exit = vi.fn();
const realExit = process.exit;
let tell: () => void;

/** As if it were a process of its own, told to end by `tell`. */
function start(finish: () => Promise<void>): void {
  const signals = new Map<unknown, (signal: string) => void>();
  vi.spyOn(process, "on").mockImplementation((name, listener) => {
    signals.set(name, listener);
    return process;
  });
  finishOnShutdown(finish);
  tell = () => signals.get("SIGTERM")?.("SIGTERM");
}

beforeEach(() => {
  (globalThis as { foyer?: Map<string, unknown> }).foyer?.delete("shutdown");
  vi.useFakeTimers();
  exit.mockReset();
  process.exit = exit as unknown as typeof process.exit;
});
afterEach(() => {
  process.exit = realExit;
  vi.useRealTimers();
});

it("exits once what is left to do is done", async () => {
  const left = new EventEmitter();
  start(async () => void (await once(left, "done")));
  expect(isShuttingDown()).toBe(false);
  tell();
  expect(isShuttingDown()).toBe(true);
  process.exit(143);
  await vi.advanceTimersByTimeAsync(500);
  expect(exit).not.toHaveBeenCalled();
  left.emit("done");
  await vi.advanceTimersByTimeAsync(0);
  expect(exit).toHaveBeenCalledWith(143);
});

it("exits all the same when that fails", async () => {
  start(() => Promise.reject(new Error("the collector is away")));
  tell();
  process.exit(143);
  await vi.advanceTimersByTimeAsync(0);
  expect(exit).toHaveBeenCalledWith(143);
});

it("is gone before ten seconds, whoever still waits and whatever hangs", async () => {
  start(() => new Promise(() => {}));
  tell();
  tell();
  await vi.advanceTimersByTimeAsync(8_000);
  expect(exit).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_900);
  expect(exit).toHaveBeenCalledWith(143);
});
