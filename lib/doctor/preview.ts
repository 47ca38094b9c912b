import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";
import type { Source } from "@/lib/doctor/report";

/** https://authjs.dev/getting-started/deployment#securing-a-preview-deployment */
export function checkPreview({
  VERCEL_ENV,
  AUTH_URL,
  AUTH_REDIRECT_PROXY_URL = "",
}: Source): Finding[] {
  const proxy = AUTH_REDIRECT_PROXY_URL.trim();
  if (proxy !== "") return [checkRedirectProxy(proxy)];
  if (VERCEL_ENV !== "preview") return [];
  return AUTH_URL?.trim()
    ? [
        warn(
          "preview deployment",
          "has AUTH_URL set, so every preview sends its visitors there",
          "Set AUTH_URL for the production environment alone, and AUTH_REDIRECT_PROXY_URL for previews.",
        ),
      ]
    : [
        fail(
          "preview deployment",
          "has a new address each time, which no provider has registered",
          "Set AUTH_REDIRECT_PROXY_URL=https://<production>/api/auth and AUTH_REDIRECT_PROXY_SECRET, in production and for previews; docs/deploy/previews.md has the steps.",
        ),
      ];
}

function checkRedirectProxy(value: string): Finding {
  const check = "AUTH_REDIRECT_PROXY_URL";
  const path = URL.canParse(value) ? new URL(value).pathname : "";
  return path === "/api/auth" && !/[?#]/.test(value)
    ? ok(
        check,
        `providers send visitors to ${new URL(value).origin}, which redirects them to the preview`,
      )
    : fail(
        check,
        "does not end in /api/auth, to which the app adds /callback/<provider>",
        "Set it to https://<production>/api/auth, without a slash at the end.",
      );
}
