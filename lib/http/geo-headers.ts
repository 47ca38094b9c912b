import "server-only";
import { env } from "@/lib/env/env";

/**
 * The city and country from which a request came, such as "Berlin, DE", as the host in front of the app
 * names them; pages write the country in the reader's language. A client can send any header, so only
 * Vercel's own count, which it sets itself
 * (https://vercel.com/docs/headers/request-headers#x-vercel-ip-country), or those that the deployer names
 * because their proxy sets them.
 *
 * Limit: a place is that of the network address, often wrong by a city, and of a proxy or VPN theirs.
 *
 * @returns null if no header is trusted, or none names a place
 */
export function readPlace(headers: Headers): string | null {
  const names = trustedHeaders();
  const city = names.city ? readCity(headers.get(names.city)) : null;
  const country = names.country ? readCountry(headers.get(names.country)) : null;
  return [city, country].filter(Boolean).join(", ") || null;
}

function trustedHeaders(): { city?: string | undefined; country?: string | undefined } {
  const { VERCEL, GEO_CITY_HEADER, GEO_COUNTRY_HEADER } = env();
  if (GEO_CITY_HEADER || GEO_COUNTRY_HEADER)
    return { city: GEO_CITY_HEADER, country: GEO_COUNTRY_HEADER };
  return VERCEL ? { city: "x-vercel-ip-city", country: "x-vercel-ip-country" } : {};
}

/** The longest name of a place has 85 letters. */
const maxCityLength = 100;

/** Hosts that send names in UTF-8 percent-encode them, as Vercel does; others use Latin-1. */
function readCity(value: string | null): string | null {
  const city = decode(value ?? "")
    .replace(/\p{C}+/gu, " ")
    .trim();
  return city.slice(0, maxCityLength) || null;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const countries = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** XX and T1 are Cloudflare's for an unknown country and for Tor. */
const countryCode = /^(?!XX)[A-Z]{2}$/;

/** The code of a country that has a name (ISO 3166-1 alpha-2). */
function readCountry(value: string | null): string | null {
  const code = value?.trim().toUpperCase() ?? "";
  return countryCode.test(code) && countries.of(code) ? code : null;
}
