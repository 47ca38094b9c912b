import "server-only";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { boundedFetch } from "@/lib/auth/oauth/provider-fetch";
import { type Finding, fail, ok, skipped, warn } from "@/lib/doctor/finding";
import { causeOf } from "@/lib/error-cause";

const check = "app address";

/** Whether visitors who go to AUTH_URL come to this app; it need not run yet. */
export async function checkAppAddress(origin: string): Promise<Finding> {
  try {
    const response = await boundedFetch("authorization", `${origin}/api/health?probe=live`);
    const location = response.headers.get("location");
    return readResponse(origin, response.status, location, await response.text());
  } catch (error) {
    if (!isProviderError(error)) throw error;
    return appUnavailable(origin, error);
  }
}

function readResponse(origin: string, status: number, location: string | null, text: string) {
  if (status === 200 && /"live":\s*true/.test(text))
    return ok(check, `the app answers at ${origin}`);
  if (location && URL.canParse(location, origin)) {
    const target = new URL(location, origin).origin;
    const fix = `Set AUTH_URL=${target} if that is where visitors end up, and register its redirect addresses.`;
    return warn(check, `${origin} sends visitors on to ${target}`, fix);
  }
  if ([502, 503, 504].includes(status)) {
    const fix =
      "Start the app, and point the proxy to its PORT; in a container the app needs HOSTNAME=0.0.0.0.";
    return warn(check, `a proxy answers at ${origin} (${status}) and reaches no app`, fix);
  }
  const fix = "Point AUTH_URL, or the host's name and the proxy behind it, to this app.";
  return warn(check, `something else answers at ${origin} (${status})`, fix);
}

function appUnavailable(origin: string, error: Error): Finding {
  for (let link: unknown = error; link instanceof Error; link = causeOf(link)) {
    const { code = "" } = link as { code?: unknown };
    if (/CERT|SELF_SIGNED|LEAF_SIGNATURE|ERR_SSL|ERR_TLS/.test(String(code))) {
      const fix = "Give the proxy a certificate for this host, with all intermediate ones.";
      return fail(check, `the certificate of ${origin} is not accepted (${code})`, fix);
    }
  }
  return skipped(
    check,
    `${origin} is not reachable from here, as it should be before a deployment`,
  );
}
