import "server-only";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { boundedFetch } from "@/lib/auth/oauth/provider-fetch";
import { appUnavailable } from "@/lib/doctor/app-address/app-unavailable";
import { type Finding, ok, warn } from "@/lib/doctor/finding";

const check = "app address";
const path = "/api/health?probe=live";

/** Checks that AUTH_URL leads to this app. The app need not be running yet. */
export async function checkAppAddress(origin: string): Promise<Finding> {
  try {
    const response = await boundedFetch("authorization", `${origin}${path}`);
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
  if (location && URL.canParse(location, origin)) return redirected(origin, location);
  if ([502, 503, 504].includes(status)) {
    const fix =
      "Start the app, and point the proxy to its PORT; in a container the app needs HOSTNAME=0.0.0.0.";
    return warn(check, `the proxy at ${origin} can't reach the app (status ${status})`, fix);
  }
  if (status === 401 || status === 403) {
    const fix =
      "Turn off what protects the address (a password, a firewall, the host's deployment protection), or check in a browser that visitors can open it.";
    return warn(check, `${origin} does not let the doctor in (status ${status})`, fix);
  }
  // The words of nginx and Go.
  if (/plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server/i.test(text)) {
    const https = origin.replace("http:", "https:");
    return warn(check, `${origin} expects https at that port`, `Set AUTH_URL=${https}.`);
  }
  const fix = "Correct AUTH_URL, or point its host name and proxy to this app.";
  return warn(check, `${origin} leads to something other than this app (status ${status})`, fix);
}

function redirected(origin: string, location: string): Finding {
  const target = new URL(location, origin).origin;
  if (target === origin) {
    const fix = `Have the proxy pass requests on unchanged: ${origin}${path} must reach the app.`;
    return warn(check, `${origin} redirects requests before they reach the app`, fix);
  }
  const fix = `If visitors are to use that address, set AUTH_URL=${target} and register its redirect addresses.`;
  return warn(check, `${origin} redirects visitors to ${target}`, fix);
}
