import "server-only";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { isLoopback } from "@/lib/doctor/app-address/app-url";
import { trustAuthority } from "@/lib/doctor/connection/certificate-advice";
import {
  type ConnectionProblem,
  connectionProblem,
  type ProblemKind,
} from "@/lib/doctor/connection/connection-problem";
import { isInContainer } from "@/lib/doctor/container";
import { type Finding, fail } from "@/lib/doctor/finding";

export type UnavailableProvider = {
  check: string;
  name: string;
  /** The address that was requested; null if it is not known. */
  url: string | null;
  /** The variable that decides the address; null where it is built in. */
  variable: string | null;
  error: unknown;
};

/** Says why a provider returned nothing usable. No one can sign in with it. */
export function providerUnavailable(facts: UnavailableProvider): Finding {
  const { check, name, error } = facts;
  if (!isProviderError(error)) throw error;
  const problem = connectionProblem(error);
  if (!problem) {
    const fix = `Correct ${facts.variable ?? "its address"} if it is not ${name}'s; otherwise look in ${name}'s own log.`;
    return fail(check, `${name} does not respond as it should (${error.message})`, fix);
  }
  const { host, hostname, port } = new URL(facts.url ?? "https://unknown");
  const place: Place = {
    host: facts.url ? host : name,
    hostname,
    port,
    setting: facts.variable ?? "its address",
    isHttp: Boolean(facts.url?.startsWith("http:")),
  };
  const [text, fix] = advice[problem.kind](place, problem);
  return fail(check, `${name} cannot be used from here: ${text} (${problem.code})`, fix);
}

type Place = { host: string; hostname: string; port: string; setting: string; isHttp: boolean };
type Advice = (place: Place, problem: ConnectionProblem) => [text: string, fix: string];

const advice: Record<ProblemKind, Advice> = {
  "no-such-host": (place) => [
    `there is no host ${place.hostname}`,
    proxyHint(place) ??
      `Correct the host in ${place.setting}, or this machine's DNS; names of a compose file exist only inside its network.`,
  ],
  "dns-fails": (place) => [
    `the host name ${place.hostname} cannot be resolved`,
    proxyHint(place) ?? "Check this machine's network and DNS.",
  ],
  refused: (place) => [
    `nothing listens at ${place.host}`,
    isLoopback(place.hostname) && isInContainer()
      ? `Inside a container, ${place.hostname} is the container itself: use the provider's service name in ${place.setting}, or host.docker.internal for one on the host.`
      : (proxyHint(place) ?? `Start the provider, or correct host and port in ${place.setting}.`),
  ],
  "no-route": (place) => [
    `${place.host} does not respond`,
    proxyHint(place) ??
      `Allow connections from this machine to ${place.host}, or run the doctor where the app will run.`,
  ],
  closed: ({ host, setting, isHttp }) => [
    `${host} closes the connection`,
    isHttp
      ? `It may expect https: write ${setting} with https://. Otherwise look in its log.`
      : `A firewall may block it, or it does not offer TLS; allow connections from this machine to ${host}.`,
  ],
  "not-http": ({ host, setting }) => [
    `${host} does not speak HTTP`,
    `Correct the port in ${setting}.`,
  ],
  "blocked-port": ({ port, setting }) => [
    `port ${port} is one that Node's fetch and browsers refuse`,
    `Give the provider another port, and correct ${setting}.`,
  ],
  "not-tls": ({ host, setting }) => [
    `its address begins with https://, but ${host} does not speak TLS`,
    `Correct the port in ${setting} (https is usually on 443), or have a proxy terminate TLS there.`,
  ],
  "old-tls": ({ host }) => [
    `${host} speaks only old versions of TLS`,
    "Enable TLS 1.2 or 1.3 at the provider.",
  ],
  "unknown-authority": ({ host }) => [
    `Node does not know the authority that signed the certificate of ${host}`,
    `${trustAuthority()} If it is a public one, have the provider send its intermediate certificates.`,
  ],
  "self-signed": ({ host }) => [
    `the certificate of ${host} is self-signed`,
    trustAuthority("this certificate"),
  ],
  expired: ({ host }) => [
    `the certificate of ${host} has expired`,
    "Renew it at the provider. If browsers accept it, correct this machine's clock.",
  ],
  "not-yet-valid": ({ host }) => [
    `the certificate of ${host} is not valid yet`,
    "Correct this machine's clock (timedatectl set-ntp true).",
  ],
  "wrong-name": ({ hostname, setting }, { certificateNames = "other names" }) => [
    `the certificate is for ${certificateNames}, not for ${hostname}`,
    `Use one of those names in ${setting}, or give the provider a certificate for ${hostname}.`,
  ],
  certificate: ({ host }) => [
    `the certificate of ${host} is not accepted`,
    "Replace it at the provider; the code says what is wrong with it.",
  ],
  other: (place) => [
    "the connection fails",
    proxyHint(place) ?? `Allow connections from this machine to ${place.host}.`,
  ],
};

/** A failure behind an outgoing proxy is mostly about the proxy. */
function proxyHint({ host, hostname }: Place): string | null {
  const names = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];
  const name = names.find((each) => process.env[each]);
  return name && !isLoopback(hostname)
    ? `${name} is set: check the proxy's address, and that it lets ${host} through; or add ${hostname} to NO_PROXY.`
    : null;
}
