import "server-only";
import type { ServerResponse } from "node:http";
import { type ActionCall, isActionPending } from "@/lib/http/action-call";
import type { UnreadProblem } from "@/lib/security/server-action-body";

const senders = ["writeHead", "flushHeaders", "write", "end"] as const;

/**
 * Replaces Next.js's response if Next.js fails although the action hasn't started: it couldn't read the
 * arguments or found no such action, so the fault is the request's. Next.js keeps writing, to no one.
 *
 * @param replace - gets what was wrong, and a function that gives the response its own methods back
 */
export function replaceUnread(
  response: ServerResponse,
  call: ActionCall,
  replace: (problem: UnreadProblem, restore: () => void) => void,
): void {
  const originals = senders.map((name) => [name, response[name]] as const);
  let state: "passing" | "replacing" | "restored" = "passing";
  const restore = () => {
    state = "restored";
    for (const [name, original] of originals) Object.assign(response, { [name]: original });
  };
  for (const [name, original] of originals) {
    const send = (...args: unknown[]) => {
      const isUndecided = state === "passing" && !call.hasStarted && !response.headersSent;
      const problem = isUndecided ? problemOf(response) : null;
      if (problem) {
        state = "replacing";
        replace(problem, restore);
      }
      if (state !== "replacing") return Reflect.apply(original, response, args);
      const callback = args.at(-1);
      if (typeof callback === "function") queueMicrotask(() => callback());
      return name === "write" ? true : response;
    };
    Object.assign(response, { [name]: send });
  }
}

function problemOf(response: ServerResponse): UnreadProblem | null {
  if (response.hasHeader("x-nextjs-action-not-found")) return "outdated";
  return response.statusCode === 500 ? "unreadable" : null;
}

/**
 * Keeps Next.js from printing errors, with stacks, about arguments that it couldn't read: anyone can
 * cause them. The log has them as `request.unread`.
 */
export function muteUnreadErrors(): void {
  for (const level of ["error", "warn"] as const) {
    // biome-ignore lint/suspicious/noConsole: Next.js prints there
    const print = console[level];
    console[level] = (...args: unknown[]) => {
      if (!isActionPending()) print(...args);
    };
  }
}
