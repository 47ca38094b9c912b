import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { causesOf } from "@/lib/error-cause";

/** Why no HTTP response came. */
export type ConnectionProblem = {
  kind: ProblemKind;
  /** The code of Node or OpenSSL; "timeout" if we stopped waiting. */
  code: string;
  /** For "wrong-name": the names that the certificate is valid for. */
  certificateNames?: string;
};

export type ProblemKind =
  | "no-such-host"
  | "dns-fails"
  | "refused"
  | "no-route"
  | "closed"
  | "not-http"
  | "blocked-port"
  /** An https address at which something speaks plain http, or no TLS at all. */
  | "not-tls"
  | "old-tls"
  /** Signed by an authority that Node doesn't know, or without its intermediate certificates. */
  | "unknown-authority"
  | "self-signed"
  | "expired"
  | "not-yet-valid"
  | "wrong-name"
  /** Any other problem of a certificate. */
  | "certificate"
  | "other";

/** The problem behind a ProviderError; null if the server did respond, or for any other error. */
export function connectionProblem(error: unknown): ConnectionProblem | null {
  if (!isProviderError(error) || !["unreachable", "timeout"].includes(error.code)) return null;
  const links = causesOf(error).reverse();
  for (const link of links) {
    const code = codeOf(link);
    const kind = problemKind(`${code} ${link.message}`);
    if (!kind) continue;
    const names = kind === "wrong-name" ? certificateNames(link) : "";
    return { kind, code: code || kind, ...(names && { certificateNames: names }) };
  }
  if (error.code === "timeout") return { kind: "no-route", code: "timeout" };
  const code = links.map(codeOf).find((found) => /^[A-Z_]+$/.test(found));
  return { kind: "other", code: code ?? "unreachable" };
}

/** @param text - a code of Node, and after it the message if there is one; undefined for any other code */
export function problemKind(text: string): ProblemKind | undefined {
  return patterns.find(([pattern]) => pattern.test(text))?.[1];
}

/**
 * Codes of https://nodejs.org/api/errors.html and https://nodejs.org/api/tls.html#x509-certificate-error-codes;
 * words of OpenSSL, whose code Node's own https module replaces with EPROTO.
 */
const patterns: [pattern: RegExp, kind: ProblemKind][] = [
  [/wrong.version.number|packet.length.too.long|unknown.protocol|http.request/i, "not-tls"],
  [/protocol.version|unsupported.protocol|no.protocols.available/i, "old-tls"],
  [/^DEPTH_ZERO_SELF_SIGNED_CERT\b/, "self-signed"],
  [
    /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|SELF_SIGNED_CERT_IN_CHAIN)\b/,
    "unknown-authority",
  ],
  [/^CERT_HAS_EXPIRED\b/, "expired"],
  [/^CERT_NOT_YET_VALID\b/, "not-yet-valid"],
  [/^ERR_TLS_CERT_ALTNAME_INVALID\b/, "wrong-name"],
  [/^(CERT_|CRL_|INVALID_CA|INVALID_PURPOSE|ERR_TLS_CERT)/, "certificate"],
  [/^ENOTFOUND\b/, "no-such-host"],
  [/^EAI_/, "dns-fails"],
  [/^ECONNREFUSED\b/, "refused"],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)\b/, "no-route"],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)\b/, "closed"],
  [/^(HPE_|HTTPParserError\b)/, "not-http"],
  // Ports that fetch refuses: https://fetch.spec.whatwg.org/#port-blocking
  [/^ bad port$/, "blocked-port"],
];

/** From Node 24 on, an error of its HTTP parser has only a name. */
function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  if (typeof code === "string") return code;
  return error.name === "HTTPParserError" ? error.name : "";
}

const namesMaxLength = 200;

/** Such as "id.example.com, 192.0.2.1". */
function certificateNames(error: Error): string {
  const { cert } = error as { cert?: { subjectaltname?: unknown } };
  return String(cert?.subjectaltname ?? "")
    .replace(/\b(DNS|IP Address):/g, "")
    .replace(/\p{C}/gu, "")
    .slice(0, namesMaxLength);
}
