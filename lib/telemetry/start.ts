import "server-only";
import { log } from "@/lib/log";
import { telemetryConfig } from "@/lib/telemetry/config";

const nothing = async () => {};

/**
 * Loads OpenTelemetry's SDK where the environment asks for it, and not a line of it otherwise. The
 * app runs without it too.
 *
 * @returns what sends the rest at the end
 */
export async function startTelemetry(): Promise<() => Promise<void>> {
  const wanted = telemetryConfig();
  if (!wanted.traces && !wanted.metrics) return nothing;
  try {
    const { startSdk } = await import("@/lib/telemetry/sdk");
    return startSdk(wanted);
  } catch (error) {
    log.error({ event: "boot.telemetry-failed", error });
    return nothing;
  }
}
