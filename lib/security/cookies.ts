import { env } from "@/lib/env/env";

/**
 * `__Host-` keeps subdomains and http from planting a cookie (RFC 6265bis, section 4.1.3.2). On one
 * developer's machine several apps share a host, and cookies ignore ports (RFC 6265, section 8.5), so
 * the port becomes part of the name.
 */
function cookieName(name: string): string {
  if (isHttps()) return `__Host-${name}`;
  const { hostname, port } = new URL(env().origin);
  return isLoopback(hostname) ? `${name}.${port || "80"}` : name;
}

function isLoopback(hostname: string): boolean {
  return /^(.+\.)?localhost$|^127(\.\d+){3}$|^\[::1\]$/.test(hostname);
}

function isHttps(): boolean {
  return env().origin.startsWith("https:");
}

/** The attributes of all our cookies. With Lax, browsers send them on the provider's redirect back. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps() } as const;
}

/** A browser's preference lasts a year: visitors may return rarely. */
const preferenceSeconds = 365 * 24 * 60 * 60;

/** The attributes of a cookie with a preference of this browser's: a theme, a language, a provider. */
export function preferenceCookieOptions() {
  return { ...cookieOptions(), maxAge: preferenceSeconds };
}

type ExpiredOptions = ReturnType<typeof cookieOptions> & { maxAge: 0 };
type CookieJar = { set(name: string, value: "", options: ExpiredOptions): unknown };

/** Deletes a cookie of ours. */
export function expireCookie(jar: CookieJar, name: string): void {
  jar.set(name, "", { ...cookieOptions(), maxAge: 0 });
}

/** The same as a Set-Cookie header, where Next.js has no `cookies()`. */
export function expiredCookie(name: string): string {
  return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=lax${isHttps() ? "; Secure" : ""}`;
}

/** What browsers keep of a cookie: name, value and attributes together (RFC 6265, section 6.1). */
const maxCookieBytes = 4096;
/** Our longest attributes: "; Path=/; Expires=…; Max-Age=…; Secure; HttpOnly; SameSite=lax". */
const attributesMaxBytes = 120;

/**
 * Whether browsers keep a cookie of ours (OWASP ASVS 5.0, 3.3.5).
 * @param value - with no character that has to be encoded
 */
export function fitsCookie(name: string, value: string): boolean {
  return `${name}=${value}`.length + attributesMaxBytes <= maxCookieBytes;
}

export function sessionCookieName(): string {
  return cookieName("authjs.session-token");
}

export function flashCookieName(): string {
  return cookieName("foyer.flash");
}

export function lastProviderCookieName(): string {
  return cookieName("foyer.last-provider");
}

/** Set at a sign-out, until the next start of a sign-in. */
export function signedOutCookieName(): string {
  return cookieName("foyer.signed-out");
}

/** Holds one flow. Each flow has a cookie of its own, so flows in several tabs don't meet. */
export function flowCookieName(id: string): string {
  return `${flowCookiePrefix()}${id}`;
}

export function flowCookiePrefix(): string {
  return `${cookieName("foyer.flow")}.`;
}

/** The pending link: an account to connect once its owner has signed in. */
export function pendingLinkCookieName(): string {
  return cookieName("foyer.connect-offer");
}

/** Set when the page of an unavailable database has just sent the visitor back. */
export function retriedCookieName(): string {
  return cookieName("foyer.led-back");
}

/** The theme that this browser chose. */
export function themeCookieName(): string {
  return cookieName("foyer.theme");
}

/** The language that this browser chose. */
export function localeCookieName(): string {
  return cookieName("foyer.locale");
}

/** Recognises a browser. */
export function deviceCookieName(): string {
  return cookieName("foyer.device");
}

/**
 * The value of a cookie that was sent exactly once.
 *
 * A browser sends two of one name when a subdomain or another path has planted one. We cannot tell
 * which is ours, so neither counts.
 *
 * @param header - the request's Cookie header
 */
export function readCookie(header: string | null, name: string): string | null {
  const values = cookiesOf(header).flatMap((pair) => (pair.name === name ? [pair.value] : []));
  return values.length === 1 ? (values[0] ?? null) : null;
}

/**
 * The cookies of a request whose names begin with `prefix`, in the order of the header.
 * @param header - the request's Cookie header
 */
export function readCookies(header: string | null, prefix: string): CookiePair[] {
  return cookiesOf(header).filter(({ name }) => name.startsWith(prefix));
}

export type CookiePair = { name: string; value: string };

function cookiesOf(header: string | null): CookiePair[] {
  return (header ?? "").split(";").flatMap((pair) => {
    const [name = "", ...value] = pair.replace(/^[ \t]+|[ \t]+$/g, "").split("=");
    return value.length > 0 ? [{ name, value: value.join("=") }] : [];
  });
}
