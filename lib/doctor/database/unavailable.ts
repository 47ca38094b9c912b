import { trustAuthority } from "@/lib/doctor/connection/certificate-advice";
import { problemKind } from "@/lib/doctor/connection/connection-problem";
import type { DatabaseAddress } from "@/lib/doctor/database/address";
import { type Finding, fail } from "@/lib/doctor/finding";

type UnavailableDatabase = { code: string; address: DatabaseAddress; inContainer: boolean };

/** Says why the database cannot be used, and what to do. */
export function databaseUnavailable({ code, address, inContainer }: UnavailableDatabase): Finding {
  const text = `${address.label} cannot be used (${code})`;
  if (inContainer && address.isLoopback && code === "ECONNREFUSED") {
    return fail(
      "reachable",
      `${text}: inside a container, localhost is the container itself`,
      "Use the database's service name in DATABASE_URL (database in our compose.yaml), or host.docker.internal for a database on the host.",
    );
  }
  const [reason, fix] = advice[code] ?? certificateAdvice(code) ?? otherAdvice(code);
  return fail("reachable", `${text}: ${reason}`, fix);
}

type Advice = [reason: string, fix: string];

/** Only `sslmode=verify-full` checks certificates. */
function certificateAdvice(code: string): Advice | null {
  switch (problemKind(code)) {
    case "self-signed":
    case "unknown-authority":
      return ["Node does not know the authority that signed its certificate", trustAuthority()];
    case "expired":
      return ["its certificate has expired", "Renew it, or correct this machine's clock."];
    case "wrong-name":
      return [
        "its certificate is for another host name",
        "Use the certificate's host name in DATABASE_URL.",
      ];
    default:
      return null;
  }
}

/** Postgres's own codes have five characters, one of them a digit at least. */
function otherAdvice(code: string): Advice {
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(code)
    ? ["Postgres rejects the connection", "Look up the code in appendix A of Postgres's manual."]
    : ["the connection fails", unreachable];
}

const unreachable =
  "Check host and port in DATABASE_URL, and whether a firewall or a list of allowed addresses blocks it.";

const advice: Record<string, Advice> = {
  ECONNREFUSED: [
    "nothing listens there",
    "Start Postgres, or correct host and port in DATABASE_URL.",
  ],
  ENOENT: [
    "there is no such socket",
    "Start Postgres, or correct the directory of the socket and the port in DATABASE_URL. In a container, mount that directory.",
  ],
  EACCES: [
    "this user may not open the socket",
    "Let the user that runs the app open the directory of the socket; see unix_socket_permissions.",
  ],
  ENOTFOUND: [
    "there is no such host",
    "Correct the host in DATABASE_URL; the service names of a compose file exist only inside its network.",
  ],
  EAI_AGAIN: [
    "the host name cannot be resolved",
    "Check the network, and the host in DATABASE_URL.",
  ],
  ETIMEDOUT: ["not reachable from here", unreachable],
  EHOSTUNREACH: ["not reachable from here", unreachable],
  CONNECT_TIMEOUT: ["not reachable from here", unreachable],
  "no response in time": ["it accepts the connection and does not respond", unreachable],
  ECONNRESET: [
    "it closes the connection",
    "Add ?sslmode=require to DATABASE_URL if it requires TLS, or remove sslmode if it offers none.",
  ],
  CONNECTION_CLOSED: [
    "it closes the connection",
    "Add ?sslmode=require to DATABASE_URL if it requires TLS, or remove sslmode if it offers none.",
  ],
  "28P01": [
    "the user or password is wrong",
    "Copy DATABASE_URL again; percent-encode special characters in the password.",
  ],
  "28000": [
    "it does not accept this user from here",
    "Add ?sslmode=require to DATABASE_URL if it requires TLS.",
  ],
  "3D000": ["there is no such database", "Create it, or correct the name in DATABASE_URL."],
  "42501": ["the user lacks a right", "Use the owner of the database, or grant the right."],
  "42704": [
    "it does not know a parameter of DATABASE_URL",
    "Remove the parameters of other drivers, such as channel_binding, pgbouncer or schema; keep sslmode.",
  ],
  "53300": [
    "it has no free connection",
    "Lower DATABASE_POOL_MAX, disconnect other clients, or raise max_connections.",
  ],
  "57P03": ["it is starting or stopping", "Wait a moment and try again."],
  "08P01": [
    "the server there does not respond as Postgres does",
    "Set DATABASE_PREPARE=false if it is a pooler; otherwise correct host and port.",
  ],
};
