import "server-only";
import { log } from "@/lib/log";
import { telemetryConfig } from "@/lib/telemetry/config";
import { installSdk, isNotInstalled } from "@/lib/telemetry/sdk-packages";

const nothing = async () => {};

/**
 * Loads OpenTelemetry's SDK if the environment asks for it, and none of it otherwise. The app runs
 * without it too.
 *
 * @returns sends what is left and stops the SDK
 */
export async function startTelemetry(): Promise<() => Promise<void>> {
  const config = telemetryConfig();
  if (!config.traces && !config.metrics) return nothing;
  try {
    const { startSdk } = await import("@/lib/telemetry/sdk");
    return await startSdk(config);
  } catch (error) {
    log.error(
      isNotInstalled(error)
        ? { event: "boot.telemetry-not-installed", fix: installSdk }
        : { event: "boot.telemetry-failed", error },
    );
    return nothing;
  }
}
