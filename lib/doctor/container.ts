import "server-only";
import { existsSync } from "node:fs";

/** Whether this process runs in a container of Docker, Podman or Kubernetes. */
export function isInContainer(): boolean {
  return (
    existsSync("/.dockerenv") ||
    existsSync("/run/.containerenv") ||
    process.env.KUBERNETES_SERVICE_HOST !== undefined
  );
}
