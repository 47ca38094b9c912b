import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";
import type { Rules } from "@/lib/doctor/report";

const name = "AUTH_URL";

/** Common mistakes in AUTH_URL, from which every redirect address is built. */
export function checkAppUrl(value: string, rules: Rules): Finding {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) {
    return fail(name, "is not an address that begins with https://", `Write it like ${example}.`);
  }
  const { origin, hostname, username } = new URL(value);
  const rest = value.replace(/^https?:\/\/[^/?#]*/i, "");
  const origins = `${name}=${origin}`;
  if (username !== "") return fail(name, "contains a user name or password", `Set ${origins}.`);
  if (/^\/api\/auth\/?$/.test(rest)) {
    return fail(name, "ends in /api/auth, as other versions of Auth.js require", `Set ${origins}.`);
  }
  if (rest !== "" && rest !== "/") {
    return fail(name, "has a path or parameters after the host", `Set ${origins}.`);
  }
  return (
    checkHost(new URL(value), rules) ??
    (rest === "/"
      ? warn(name, `ends in a slash, which is ignored: ${origin}`, `Set ${origins}.`)
      : isExample(hostname)
        ? warn(name, `is an example address, ${origin}`, "Set it to your own address.")
        : ok(name, `visitors use ${origin}`))
  );
}

function checkHost({ origin, protocol, hostname }: URL, rules: Rules): Finding | null {
  if (["0.0.0.0", "[::]"].includes(hostname)) {
    const fix = "Set it to the address visitors type; HOSTNAME says where the app listens.";
    return fail(name, `${origin} is an address to listen on, which no browser can open`, fix);
  }
  if (isLoopback(hostname)) {
    if (rules === "development") return null;
    const fix = `Set it to the address visitors type, like ${example}; to check a developer's machine, run \`npm run doctor -- --development\`.`;
    return fail(name, `${origin} is this machine; in a visitor's browser it is theirs`, fix);
  }
  if (protocol === "https:") return null;
  const text = `${origin} begins with http://: cookies lack Secure, others on the network can read sign-ins, and Google rejects such a redirect address`;
  const fix = `Put a proxy that terminates TLS in front, and set ${name}=https://${new URL(origin).hostname}.`;
  return rules === "production" ? fail(name, text, fix) : warn(name, text, fix);
}

const example = "https://app.your-domain.tld";

export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[?::1\]?)$/.test(hostname);
}

/** Names reserved for documentation: https://www.rfc-editor.org/rfc/rfc2606#section-3 */
function isExample(hostname: string): boolean {
  return /(^|\.)(example\.(com|org|net)|example|your-?domain\.\w+)$/.test(hostname);
}
