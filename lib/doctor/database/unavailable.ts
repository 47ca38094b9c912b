import type { DatabaseAddress } from "@/lib/doctor/database/address";
import { type Finding, fail } from "@/lib/doctor/finding";

type Away = { code: string; address: DatabaseAddress; inContainer: boolean };

/** Why the database cannot be used, and what to do about it. */
export function databaseUnavailable({ code, address, inContainer }: Away): Finding {
  const text = `${address.label} cannot be used (${code})`;
  if (inContainer && address.isLoopback && code === "ECONNREFUSED") {
    return fail(
      "reachable",
      `${text}: inside a container, localhost is the container itself`,
      "Put the database's service name into DATABASE_URL (database in our compose.yaml), or host.docker.internal for one on the host.",
    );
  }
  const [reason, fix] = advice[code] ?? [
    "it refuses",
    "Look the code up in Postgres' manual, appendix A.",
  ];
  return fail("reachable", `${text}: ${reason}`, fix);
}

const unreachable =
  "Check host and port in DATABASE_URL, and whether a firewall or a list of allowed addresses stands between.";

const advice: Record<string, [reason: string, fix: string]> = {
  ECONNREFUSED: [
    "nothing listens there",
    "Start Postgres, or correct host and port in DATABASE_URL.",
  ],
  ENOTFOUND: [
    "there is no such host",
    "Correct the host in DATABASE_URL; a service name of a compose file is known inside its network alone.",
  ],
  EAI_AGAIN: [
    "the host's name cannot be looked up",
    "Check the network, and the host in DATABASE_URL.",
  ],
  ETIMEDOUT: ["not reachable from here", unreachable],
  EHOSTUNREACH: ["not reachable from here", unreachable],
  CONNECT_TIMEOUT: ["not reachable from here", unreachable],
  "no response in time": ["it takes the connection and does not answer", unreachable],
  ECONNRESET: [
    "it hangs up",
    "With sslmode=require it may offer no TLS; without, it may ask for it.",
  ],
  CONNECTION_CLOSED: [
    "it hangs up",
    "With sslmode=require it may offer no TLS; without, it may ask for it.",
  ],
  "28P01": [
    "it does not accept user or password",
    "Copy DATABASE_URL again; percent-encode what is special in the password.",
  ],
  "28000": [
    "it does not let this user in",
    "Add ?sslmode=require to DATABASE_URL if it asks for TLS.",
  ],
  "3D000": ["there is no such database", "Create it, or correct the name in DATABASE_URL."],
  "42501": ["the user may not read it", "Use the owner of the database, or grant the rights."],
  "42704": [
    "it does not know a parameter of DATABASE_URL",
    "Take off what other drivers want, such as channel_binding, pgbouncer or schema; keep sslmode.",
  ],
  "53300": [
    "it has no connection left",
    "Lower DATABASE_POOL_MAX, stop what else is connected, or raise max_connections.",
  ],
  "57P03": ["it is starting or stopping", "Wait a moment and look again."],
  "08P01": [
    "what answers there does not speak as Postgres does",
    "Set DATABASE_PREPARE=false if it is a pooler; else correct host and port.",
  ],
};
