import "server-only";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { readJson } from "@/lib/auth/oauth/provider-fetch";

/**
 * A token endpoint's successful answer (RFC 6749, section 5.1).
 *
 * GitHub answers errors with status 200, and in form encoding unless asked otherwise:
 * https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
 *
 * @throws ProviderError
 */
export async function readTokenResponse(response: Response): Promise<Record<string, unknown>> {
  const received = isForm(response)
    ? Object.fromEntries(new URLSearchParams(await response.text()))
    : await readErrorOrJson(response);
  if (typeof received !== "object" || received === null || Array.isArray(received)) {
    throw new ProviderError("token", "malformed", { message: "the answer is not an object" });
  }
  if ("error" in received) {
    const message = `the answer was error ${cleanErrorCode(received.error)}`;
    throw new ProviderError("token", "error-response", { message });
  }
  return received as Record<string, unknown>;
}

function isForm(response: Response): boolean {
  const type = response.headers.get("content-type") ?? "";
  return response.ok && type.startsWith("application/x-www-form-urlencoded");
}

/** An error answer has status 400 or 401 by RFC 6749, section 5.2; its code belongs in the log. */
async function readErrorOrJson(response: Response): Promise<unknown> {
  if (response.ok) return readJson("token", response);
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const namesError = typeof body === "object" && body !== null && "error" in body;
  return namesError ? body : readJson("token", response);
}

/** RFC 6749, appendix A.7, cut short: what a provider sends must not write our log. */
function cleanErrorCode(error: unknown): string {
  return typeof error === "string"
    ? error.replace(/[^\w.-]+/g, "?").slice(0, 60)
    : "without a code";
}
