import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { type Finding, fail, warn } from "@/lib/doctor/finding";
import { causeOf } from "@/lib/error-cause";

/** Says why a provider returned nothing usable. */
export function providerUnavailable(check: string, name: string, error: unknown): Finding {
  if (!isProviderError(error)) throw error;
  const code = causeCode(error);
  if (error.code === "unreachable" || error.code === "timeout") {
    return warn(
      check,
      `${name} is not reachable from here (${code ?? error.code})`,
      proxyHint() ??
        `Allow connections from this machine to ${name}, or run the doctor where the app will run.`,
    );
  }
  const fix =
    "Compare the issuer with the one in <issuer>/.well-known/openid-configuration, letter by letter: a slash at the end counts.";
  return fail(check, `${name} does not respond as an OpenID provider (${error.message})`, fix);
}

function causeCode(error: Error): string | null {
  for (let link: unknown = error; link instanceof Error; link = causeOf(link)) {
    const { code } = link as { code?: unknown };
    if (typeof code === "string" && /^[A-Z_]+$/.test(code)) return code;
  }
  return null;
}

/** Node ignores these variables by default: https://nodejs.org/api/cli.html#node_use_env_proxy1 */
function proxyHint(): string | null {
  const { HTTPS_PROXY, https_proxy, NODE_USE_ENV_PROXY } = process.env;
  return (HTTPS_PROXY || https_proxy) && !NODE_USE_ENV_PROXY
    ? "HTTPS_PROXY is set, which Node uses only with NODE_USE_ENV_PROXY=1 (Node 24 and later)."
    : null;
}
