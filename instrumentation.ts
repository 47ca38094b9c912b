import type { Instrumentation } from "next";

/** Runs once when a server process starts, before it takes a request. */
export async function register(): Promise<void> {
  // Written this way round, the bundler leaves Node's parts out of the build for the edge.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { boot } = await import("@/lib/server/boot");
    await boot();
  }
}

/** What no page or route has answered for. Next shows the visitor the digest. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { logRequestError } = await import("@/lib/server/boot");
    logRequestError(error, request);
  }
};
