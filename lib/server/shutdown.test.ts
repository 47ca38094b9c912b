import { EventEmitter, once } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { finishOnShutdown, isShuttingDown } from "./shutdown";

const exit = vi.fn();
const realExit = process.exit;
let terminate: () => void;

/** Acts as a process of its own, to which `terminate` sends SIGTERM. */
function start(finish: () => Promise<void>): void {
  const signals = new Map<unknown, (signal: string) => void>();
  vi.spyOn(process, "on").mockImplementation((name, listener) => {
    signals.set(name, listener);
    return process;
  });
  finishOnShutdown(finish);
  terminate = () => signals.get("SIGTERM")?.("SIGTERM");
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

it("exits once the remaining work is done", async () => {
  const left = new EventEmitter();
  start(async () => void (await once(left, "done")));
  expect(isShuttingDown()).toBe(false);
  terminate();
  expect(isShuttingDown()).toBe(true);
  process.exit(143);
  await vi.advanceTimersByTimeAsync(500);
  expect(exit).not.toHaveBeenCalled();
  left.emit("done");
  await vi.advanceTimersByTimeAsync(0);
  expect(exit).toHaveBeenCalledWith(143);
});

it("exits even if that work fails", async () => {
  start(() => Promise.reject(new Error("the collector is away")));
  terminate();
  process.exit(143);
  await vi.advanceTimersByTimeAsync(0);
  expect(exit).toHaveBeenCalledWith(143);
});

it("exits within ten seconds, whatever still waits or hangs", async () => {
  start(() => new Promise(() => {}));
  terminate();
  terminate();
  await vi.advanceTimersByTimeAsync(8_000);
  expect(exit).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_900);
  expect(exit).toHaveBeenCalledWith(143);
});
