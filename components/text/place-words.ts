import { perLocale } from "@/components/text/per-locale";
import type { Translator } from "@/lib/i18n/translator";

const loopback = /^(?:127\.|::1$)/;

/** RFC 1918, RFC 3927, RFC 4193 and RFC 4291, section 2.5.6. */
const localNetwork =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][\da-f]{2}:|fe[89ab][\da-f]:)/i;

type Origin = { ip: string | null; place?: string | null };

/** Where a request came from, in words: as its host names the place, or the address itself. */
export function placeWords({ ip, place }: Origin, t: Translator): string {
  if (place) return placeName(place, t);
  if (ip === null) return t("place.unknown");
  if (loopback.test(ip)) return t("place.thisComputer");
  if (localNetwork.test(ip)) return t("place.localNetwork");
  return ip;
}

const countries = perLocale(
  (locale) => new Intl.DisplayNames(locale, { type: "region", fallback: "code" }),
);

/** `Berlin, DE` as Berlin, Germany. Places stored by earlier versions have the country's name. */
function placeName(place: string, t: Translator): string {
  const [, city, code = ""] = /^(?:(.*), )?([A-Z]{2})$/.exec(place) ?? [];
  const country = code && countries(t).of(code);
  if (!country) return place;
  return city ? t("place.cityAndCountry", { city, country }) : country;
}
