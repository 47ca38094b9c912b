import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { type Finding, fail } from "@/lib/doctor/finding";
import type { ConfiguredAddress } from "@/lib/doctor/provider/metadata/configured-address";
import {
  type DiscoveryDocument,
  type DiscoveryResponse,
  fetchDiscovery,
  issuerBehind,
} from "@/lib/doctor/provider/metadata/discovery-document";
import { quote } from "@/lib/doctor/provider/quote";
import { providerUnavailable } from "@/lib/doctor/provider/unavailable";

const check = "metadata";

/** Says why the app cannot use a provider's metadata: no one can sign in with the provider. */
export async function unusableMetadata(
  name: string,
  { issuer, variable }: ConfiguredAddress,
  error: unknown,
): Promise<Finding> {
  if (!isProviderError(error)) throw error;
  if (issuer === null) return providerUnavailable({ check, name, url: null, variable, error });
  const setting = variable ?? "the issuer";
  try {
    const response = await fetchDiscovery(issuer);
    const [text, fix] = await explain({ response, issuer, setting });
    return fail(check, `${name}: ${text}`, fix);
  } catch (failure) {
    return providerUnavailable({ check, name, url: issuer, variable, error: failure });
  }
}

type Facts = { response: DiscoveryResponse; issuer: string; setting: string };
type Explanation = [text: string, fix: string];

async function explain({ response, issuer, setting }: Facts): Promise<Explanation> {
  const { url, status, location, document } = response;
  if (location) return explainRedirect({ response, issuer, setting }, location);
  if (status === 404) {
    return [
      `there is no metadata at ${url} (status 404)`,
      `Correct ${setting}: it is what stands before /.well-known/openid-configuration, with every part of its path, such as Keycloak's /realms/<realm>.`,
    ];
  }
  if (status >= 400) {
    return [
      `${url} responds with status ${status}`,
      `Open that address from this machine: it must show the metadata without a sign-in. If the provider is in order, correct ${setting}.`,
    ];
  }
  if (!document) {
    return [
      `${url} shows something other than metadata`,
      `Correct ${setting}. If it is right, a proxy or a sign-in page responds in the provider's place.`,
    ];
  }
  return explainDocument({ document, issuer, setting, url });
}

async function explainRedirect(
  { response, issuer, setting }: Facts,
  location: string,
): Promise<Explanation> {
  const text = `${response.url} redirects to ${quote(location)}, and the app follows no redirect`;
  const named = await issuerBehind(location);
  const fix =
    named && named !== issuer
      ? `Set ${setting}=${quote(named)}, the issuer that the document there names, if that is your provider.`
      : `Have the provider serve its metadata at ${response.url} itself, without a redirect or a sign-in.`;
  return [text, fix];
}

type Document = { document: DiscoveryDocument; issuer: string; setting: string; url: string };

const endpoints = ["authorization_endpoint", "token_endpoint", "jwks_uri"];

function explainDocument({ document, issuer, setting, url }: Document): Explanation {
  const named = document.issuer;
  const missing = ["issuer", ...endpoints].filter((member) => typeof document[member] !== "string");
  if (missing.length > 0) {
    return [
      `its metadata has no ${missing.join(", ")}`,
      `Correct ${setting} if ${url} is not your provider's; otherwise the provider is not an OpenID provider that Foyer can use.`,
    ];
  }
  if (typeof named === "string" && named !== issuer) return explainIssuer(named, issuer, setting);
  const plain = [...endpoints, "userinfo_endpoint"].filter((member) =>
    String(document[member] ?? "").startsWith("http:"),
  );
  if (issuer.startsWith("https:") && plain.length > 0) {
    return [
      `its metadata names http addresses, though the issuer is https: ${plain.join(", ")}`,
      "Tell the provider its public address, and to believe its proxy's X-Forwarded-Proto (Keycloak: KC_HOSTNAME and KC_PROXY_HEADERS=xforwarded).",
    ];
  }
  return [
    "its metadata has members that the app cannot read",
    `Compare ${url} with OpenID Connect Discovery 1.0, section 3: endpoints are addresses, lists are lists of text.`,
  ];
}

function explainIssuer(named: string, issuer: string, setting: string): Explanation {
  const isSlash = named.replace(/\/$/, "") === issuer.replace(/\/$/, "");
  const text = isSlash
    ? `its metadata names another issuer, which differs by a slash at the end`
    : `its metadata names another issuer, ${quote(named)}`;
  const otherwise = isSlash
    ? ""
    : ", if that is your provider. If it is not the provider's public address, correct it in the provider's own settings";
  return [text, `Set ${setting}=${quote(named)}${otherwise}: the two must match letter by letter.`];
}
