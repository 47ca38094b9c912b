import { isLoopback } from "@/lib/doctor/app-address/app-url";
import { describeDatabase, socketDirectoryOf } from "@/lib/env/connection-target";
import { parseDatabaseUrl } from "@/lib/env/database-url";

/** What the doctor reads from a DATABASE_URL without connecting. */
export type DatabaseAddress = {
  /** Without user and password: name at host:port, or name at the directory of a socket. */
  label: string;
  isLoopback: boolean;
  /** Reached over a network, so the connection should be encrypted. */
  isRemote: boolean;
  /** A host name or port that hosts use for poolers in transaction mode. */
  looksPooled: boolean;
  /** The driver refuses a connection that is not encrypted. */
  insistsOnTls: boolean;
};

/** @param url - one that lib/env/env.ts accepts; of several hosts, the first counts */
export function readDatabaseAddress(url: string): DatabaseAddress {
  const { hostname, port, searchParams } = parseDatabaseUrl(url);
  const isSocket = socketDirectoryOf(url) !== null;
  const mode = searchParams.get("sslmode") ?? searchParams.get("ssl") ?? "";
  const local = isSocket || hostname === "" || isLoopback(hostname);
  return {
    label: describeDatabase(url),
    isLoopback: !isSocket && isLoopback(hostname),
    isRemote: !local,
    // PgBouncer's own port; Supabase's; Neon's and Supabase's host names.
    looksPooled: /^(6432|6543)$/.test(port) || /-pooler\.|\bpooler\./.test(hostname),
    insistsOnTls: /^(require|verify-ca|verify-full|true)$/.test(mode),
  };
}
