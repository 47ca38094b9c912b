import { readCookie, themeCookieName } from "@/lib/security/cookies";

/** What a visitor chose; null leaves it to their system. */
export type Theme = "light" | "dark" | null;

/** The theme that this browser chose, from the request's headers. */
export function readTheme(headers: Headers): Theme {
  const value = readCookie(headers.get("cookie"), themeCookieName());
  return value === "light" || value === "dark" ? value : null;
}
