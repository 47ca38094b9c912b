import { trustAuthority } from "@/lib/doctor/connection/certificate-advice";
import {
  type ConnectionProblem,
  connectionProblem,
  type ProblemKind,
} from "@/lib/doctor/connection/connection-problem";
import { type Finding, fail, skipped, warn } from "@/lib/doctor/finding";

const check = "app address";

/**
 * Says why nothing responds at AUTH_URL. Before a deployment that is normal; a wrong certificate or
 * port is a mistake all the same.
 */
export function appUnavailable(origin: string, error: Error): Finding {
  const problem = connectionProblem(error);
  if (!problem) {
    const text = `${origin} does not respond as this app does (${error.message})`;
    return warn(check, text, "Correct AUTH_URL, or point its host name and proxy to this app.");
  }
  const { kind, code } = problem;
  const [text, fix] = mistakes[kind]?.(new URL(origin), problem) ?? [];
  if (text && fix) return fail(check, `${origin} ${text} (${code})`, fix);
  const why =
    kind === "no-such-host" ? "its host name does not exist yet" : "not reachable from here";
  return skipped(check, `${origin}: ${why} (${code}), which is normal before a deployment`);
}

type Advice = (url: URL, problem: ConnectionProblem) => [text: string, fix: string];

/** What can be wrong where something does respond. */
const mistakes: Partial<Record<ProblemKind, Advice>> = {
  "not-tls": ({ port }) => [
    "begins with https://, but that port does not speak TLS",
    `Set AUTH_URL to the address where your proxy terminates TLS, usually without a port, or terminate TLS at port ${port || 443}.`,
  ],
  "old-tls": () => [
    "speaks only versions of TLS that browsers reject",
    "Enable TLS 1.2 and 1.3 in the proxy.",
  ],
  "self-signed": () => [
    "has a self-signed certificate",
    `Browsers warn of it: get one from a public authority, such as Let's Encrypt. ${trustAuthority("this certificate")}`,
  ],
  "unknown-authority": () => [
    "has a certificate of an authority that Node does not know",
    `If the authority is public, have the proxy send all intermediate certificates (fullchain.pem). ${trustAuthority()}`,
  ],
  expired: () => [
    "has a certificate that has expired",
    "Renew it and reload the proxy. If browsers accept it, correct this machine's clock.",
  ],
  "not-yet-valid": () => [
    "has a certificate that is not valid yet",
    "Correct this machine's clock, or wait until the certificate is valid.",
  ],
  "wrong-name": ({ hostname }, { certificateNames = "other names" }) => [
    `has a certificate for ${certificateNames}`,
    `Get a certificate for ${hostname}, or set AUTH_URL to a name of this one.`,
  ],
  certificate: () => [
    "has a certificate that is not accepted",
    "Replace the certificate; the code says what is wrong with it.",
  ],
  "not-http": () => ["does not speak HTTP", "Correct the port in AUTH_URL."],
  "blocked-port": ({ port }) => [
    "has a port that browsers refuse",
    `Choose another port than ${port}: browsers block those of other protocols.`,
  ],
};
