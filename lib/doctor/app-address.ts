import "server-only";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { boundedFetch } from "@/lib/auth/oauth/provider-fetch";
import { type Finding, fail, ok, skipped, warn } from "@/lib/doctor/finding";
import { causeOf } from "@/lib/error-cause";

const check = "app address";

/** Checks that AUTH_URL leads to this app. The app need not be running yet. */
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
    return ok(check, `the app responds at ${origin}`);
  if (location && URL.canParse(location, origin)) {
    const target = new URL(location, origin).origin;
    const fix = `If visitors are to use that address, set AUTH_URL=${target} and register its redirect addresses.`;
    return warn(check, `${origin} redirects visitors to ${target}`, fix);
  }
  if ([502, 503, 504].includes(status)) {
    const fix =
      "Start the app, and point the proxy to its PORT; in a container the app needs HOSTNAME=0.0.0.0.";
    return warn(check, `the proxy at ${origin} can't reach the app (status ${status})`, fix);
  }
  const fix = "Correct AUTH_URL, or point its host name and proxy to this app.";
  return warn(check, `${origin} leads to something other than this app (status ${status})`, fix);
}

function appUnavailable(origin: string, error: Error): Finding {
  for (let link: unknown = error; link instanceof Error; link = causeOf(link)) {
    const { code = "" } = link as { code?: unknown };
    if (/CERT|SELF_SIGNED|LEAF_SIGNATURE|ERR_SSL|ERR_TLS/.test(String(code))) {
      const fix = "Give the proxy a certificate for this host, with all intermediate certificates.";
      return fail(check, `the certificate of ${origin} is not accepted (${code})`, fix);
    }
  }
  return skipped(
    check,
    `${origin} is not reachable from here, which is normal before a deployment`,
  );
}
