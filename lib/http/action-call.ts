import { AsyncLocalStorage } from "node:async_hooks";
import { globalSingleton } from "@/lib/global-singleton";

/** A request that calls a server action of Foyer's, and whether Next.js has started the action. */
export type ActionCall = { hasStarted: boolean };

const calls = () => globalSingleton("action-calls", () => new AsyncLocalStorage<ActionCall>());

/** Runs Next.js on a request, so that its action can mark the call as started. */
export function runWithActionCall<T>(call: ActionCall, run: () => T): T {
  return calls().run(call, run);
}

/** The first line of each action of Foyer's: from here on, a failure is ours and not the request's. */
export function markActionStarted(): void {
  const call = calls().getStore();
  if (call) call.hasStarted = true;
}

/** Whether the current request calls an action of Foyer's that hasn't started. */
export function isActionPending(): boolean {
  return calls().getStore()?.hasStarted === false;
}
