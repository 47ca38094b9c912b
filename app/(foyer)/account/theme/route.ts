import { cookies } from "next/headers";
import { env } from "@/lib/env/env";
import { readFields } from "@/lib/http/request-fields";
import { returnPath } from "@/lib/http/return-path";
import { seeOther } from "@/lib/http/see-other";
import { expireCookie, preferenceCookieOptions, themeCookieName } from "@/lib/security/cookies";
import { requireSameOrigin } from "@/lib/security/same-origin";

/**
 * Remembers the theme that a form chooses, and returns to the page that had the form. Needs no user: it
 * changes nothing but a cookie.
 */
export async function POST(request: Request): Promise<Response> {
  requireSameOrigin(request.headers);
  const fields = await readFields(request);
  const theme = typeof fields === "string" ? undefined : fields.get("theme");
  const jar = await cookies();
  if (theme === "light" || theme === "dark")
    jar.set(themeCookieName(), theme, preferenceCookieOptions());
  if (theme === "system") expireCookie(jar, themeCookieName());
  return seeOther(returnPath(request.headers.get("referer"), env().origin));
}
