import { parseDatabaseUrl } from "@/lib/env/database-url";

/** The arguments that connect postgres.js to an address. */
export type ConnectionTarget = {
  url: string;
  options: {
    /** The directory of a Unix socket. */
    host?: string;
    database?: string;
  };
};

/**
 * What postgres.js doesn't read from an address by itself: it takes the directory of a Unix socket for
 * the name of a host, and doesn't decode the name of the database.
 *
 * @param url - made by `toConnectionUrl`
 * @param withoutParameters - names of parameters to leave out, in any case of letters
 */
export function toConnectionTarget(
  url: string,
  withoutParameters: readonly string[] = [],
): ConnectionTarget {
  const directory = socketDirectoryOf(url);
  const database = databaseNameOf(url);
  // As in libpq: a socket is never encrypted.
  const left = [...withoutParameters, ...(directory ? ["sslmode", "ssl"] : [])];
  return {
    url: dropParameters(
      directory ? url.replace(hostPart, `$1localhost:${portOf(url)}`) : url,
      left,
    ),
    options: { ...(directory && { host: directory }), ...(database && { database }) },
  };
}

/** What precedes the host, then host and port. */
const hostPart = /^([^/]*\/\/(?:[^/?#]*@)?)[^/?#]*/;

/** The directory of the Unix socket that an address names, or null if it names a host. */
export function socketDirectoryOf(url: string): string | null {
  const host = decodeURIComponent(parseDatabaseUrl(url).hostname);
  return host.startsWith("/") ? host : null;
}

/** Where a database is, for people to read: name at host:port, without user and password. */
export function describeDatabase(url: string): string {
  const place = socketDirectoryOf(url) ?? (parseDatabaseUrl(url).hostname || "this machine");
  return `${databaseNameOf(url) || "(no name)"} at ${place}:${portOf(url)}`;
}

/** A socket's file has the port in its name. */
function portOf(url: string): string {
  return parseDatabaseUrl(url).port || "5432";
}

function databaseNameOf(url: string): string {
  return decodeURIComponent(parseDatabaseUrl(url).pathname.slice(1));
}

function dropParameters(url: string, names: readonly string[]): string {
  const [address = "", query = ""] = url.split("?", 2);
  const dropped = new Set(names.map((name) => name.toLowerCase()));
  const kept = [...new URLSearchParams(query)].filter(([name]) => !dropped.has(name.toLowerCase()));
  return kept.length > 0 ? `${address}?${new URLSearchParams(kept)}` : address;
}
