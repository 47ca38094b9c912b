import "server-only";
import type { Provider } from "@/lib/auth/providers/provider";
import { requestLocale } from "@/lib/i18n/request-locale";

type Request = {
  headers: Headers;
  /** The language that the signed-in user chose. */
  setting: string | null;
  /** The parameters that the request has already. */
  parameters: Record<string, string>;
};

/**
 * The parameter that asks for the provider's pages in the language of ours: `ui_locales` of OpenID
 * Connect Core 1.0, section 3.1.2.1, unless the provider has another one. A provider that doesn't speak
 * the language must not respond with an error.
 */
export function languageParameters(
  { languageParameter, protocol }: Pick<Provider, "languageParameter" | "protocol">,
  { headers, setting, parameters }: Request,
): Record<string, string> {
  const name = languageParameter ?? (protocol === "oidc" ? "ui_locales" : null);
  // A caller of `signIn()` may have named a language.
  if (name === null || "ui_locales" in parameters) return {};
  // The test language, en-XA, is English.
  return { [name]: requestLocale(headers, setting).replace(/-XA$/, "") };
}
