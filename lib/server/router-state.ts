import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { z } from "zod";

const header = "next-router-state-tree";

/**
 * Takes off every request what Next's client says of the page that it has, if that cannot be read:
 * Next answers 500 to it, and the whole page without it.
 */
export function dropUnreadableRouterStates(): void {
  subscribe("http.server.request.start", (message) => {
    const { headers } = (message as { request: IncomingMessage }).request;
    if (header in headers && !isRouterState(headers[header])) delete headers[header];
  });
}

export function isRouterState(value: unknown): boolean {
  try {
    return routerState.safeParse(JSON.parse(decodeURIComponent(String(value)))).success;
  } catch {
    return false;
  }
}

const parameterKinds = ["c", "oc", "d", ...["c", "d"].flatMap(intercepted)];

function intercepted(kind: string): string[] {
  return ["(..)(..)", "(.)", "(..)", "(...)"].map((from) => `${kind}i${from}`);
}

const segment = z.union([
  z.string(),
  z.tuple([z.string(), z.string(), z.enum(parameterKinds), z.array(z.string()).nullable()]),
]);

/** As next/dist/server/app-render/types.js has it. */
const routerState: z.ZodType = z.lazy(() =>
  z.tuple([
    segment,
    z.record(z.string(), routerState),
    z.tuple([z.string(), z.string()]).nullish(),
    z.enum(["refetch", "inside-shared-layout", "metadata-only"]).nullish(),
    z.number().nullish(),
    z.string().optional(),
  ]),
);
