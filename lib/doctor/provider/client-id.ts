import { type Finding, ok, warn } from "@/lib/doctor/finding";
import type { ProviderSetup } from "@/lib/doctor/provider/setups/provider-setup";

/** A client id of the wrong shape is usually the secret or another id. Null if we know no shape. */
export function checkClientId(
  variable: string,
  clientId: string,
  { clientId: shape, console }: ProviderSetup,
): Finding | null {
  if (!shape) return null;
  if (shape.pattern.test(clientId)) return ok(variable, "has the shape of a client id");
  const fix = `Compare it in ${console.name}, ${console.url}: it looks like ${shape.looksLike}.`;
  return warn(variable, "does not look like a client id", fix);
}
