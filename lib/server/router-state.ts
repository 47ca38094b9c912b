import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { z } from "zod";

const header = "next-router-state-tree";

/**
 * Removes the header in which Next.js's client describes its current page, if it cannot be read.
 * Next.js would respond with 500; without the header it renders the whole page.
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

/** As in next/dist/server/app-render/types.js. */
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
