import type { Instrumentation } from "next";

/** Runs once when a server process starts. Next.js listens already: see scripts/early-requests.mjs. */
export async function register(): Promise<void> {
  // With the condition in this form, the bundler leaves Node's parts out of the edge build.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { boot } = await import("@/lib/server/boot");
    await boot();
  }
}

/** Logs an error that no page or route has handled. Next.js shows the visitor its digest. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { logRequestError } = await import("@/lib/server/boot");
    logRequestError(error, request);
  }
};
