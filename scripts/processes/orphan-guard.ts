// Runs beside dev, preview and the tests. Its stdin closes when they end, even by kill -9 or a
// crash. It then stops the processes that they had started and not stopped.
import { createInterface } from "node:readline";
import { signalProcess } from "./process-signal";

const graceMs = 8_000;
const pollMs = 50;

const watched = new Map<number, NodeJS.Signals>();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, pid, signal] = line.split(" ");
  if (verb === "watch") watched.set(Number(pid), signal as NodeJS.Signals);
  if (verb === "forget") watched.delete(Number(pid));
}

for (const [pid, signal] of watched) signalProcess(pid, signal);
const deadline = Date.now() + graceMs;
while (Date.now() < deadline && [...watched.keys()].some((pid) => signalProcess(pid, 0))) {
  await new Promise((resolve) => setTimeout(resolve, pollMs));
}
for (const pid of watched.keys()) signalProcess(-pid, "SIGKILL");
