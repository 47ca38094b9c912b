import "server-only";
import { forwardTarget, isRedirectProxy } from "@/lib/auth/authjs/redirect-proxy";
import { findProvider } from "@/lib/auth/providers/registry";
import { tooManyCallbacks } from "@/lib/auth/sign-in/failure-response";
import { recordOutcome } from "@/lib/auth/sign-in/outcome";
import { requestFields } from "@/lib/http/request-context";
import { seeOther } from "@/lib/http/see-other";
import { countCallback } from "@/lib/limits/enforce";
import { log } from "@/lib/log";

/**
 * On the redirect proxy: forwards the authorization response of another deployment to it. This
 * browser's session and flows here stay as they are.
 *
 * @returns null if the response is for this deployment, or for none that it serves
 */
export async function forwardCallback(
  request: Request,
  providerId: string,
): Promise<Response | null> {
  if (!isRedirectProxy()) return null;
  const provider = findProvider(providerId);
  const target = provider && (await forwardTarget(new URL(request.url)));
  if (!target) return null;
  const seconds = await countCallback(request.headers, { hasFlow: false });
  if (seconds !== null) return tooManyCallbacks(request.headers, seconds, null);
  const to = new URL(target).origin;
  const about = { ...requestFields(request.headers), provider: provider.id, to };
  log.info({ event: "callback.forwarded", ...about });
  return recordOutcome(provider.id, "sign-in", async () => ({
    response: seeOther(target),
    outcome: "passed-on",
  }));
}
