import "server-only";
import type { ServerResponse } from "node:http";
import { type ActionCall, isActionPending } from "@/lib/http/action-call";
import type { UnreadProblem } from "@/lib/security/server-action-body";

/**
 * What was wrong with a call if Next.js fails although the action hasn't started: it couldn't read the
 * arguments or found no such action, so the fault is the request's.
 */
export function findUnread(response: ServerResponse, call: ActionCall): UnreadProblem | null {
  if (call.hasStarted) return null;
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
