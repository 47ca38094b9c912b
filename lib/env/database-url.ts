/**
 * Parameters of other Postgres clients, which hosting providers add to the addresses that they show.
 * postgres.js knows none of them and would send them to the server, which rejects a setting that it
 * does not know ("unrecognized configuration parameter").
 */
const foreignParameters = [
  // libpq, https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
  ...["channel_binding", "gssencmode", "krbsrvname", "keepalives", "keepalives_idle"],
  ...["keepalives_interval", "keepalives_count", "tcp_user_timeout", "sslcompression", "sslsni"],
  "uselibpqcompat",
  // Prisma, https://www.prisma.io/docs/orm/overview/databases/postgresql#arguments
  ...["schema", "pgbouncer", "connection_limit", "pool_timeout", "socket_timeout"],
  "statement_cache_size",
  // Supabase and its Vercel integration.
  ...["supa", "workaround"],
];

/** Parameters that name files. Node.js reads certificates from the file in NODE_EXTRA_CA_CERTS. */
const fileParameters = ["sslrootcert", "sslcert", "sslkey", "sslpassword", "sslcrl", "passfile"];

/**
 * A Postgres address without the parameters of other clients, and with its host before its path. As in
 * libpq, `host` and `port` may be parameters, and a host that begins with a slash is the directory of
 * a Unix socket: it becomes the host in percent-encoding.
 * @param value - an address that `isReadableDatabaseUrl` can read
 */
export function toConnectionUrl(value: string): string {
  const [given = "", query = ""] = value.split("?", 2);
  const parameters = new URLSearchParams(query);
  const address = withHost(given, parameters.get("host"), parameters.get("port"));
  for (const name of ["host", "port"]) parameters.delete(name);
  if (parameters.get("sslrootcert") === "system") {
    parameters.set("sslmode", "verify-full");
    parameters.delete("sslrootcert");
  }
  for (const name of foreignParameters) parameters.delete(name);
  return parameters.size > 0 ? `${address}?${parameters}` : address;
}

/** Puts the host and port of parameters into an address; they win over its own, as in libpq. */
function withHost(address: string, host: string | null, port: string | null): string {
  if (!host && !port) return address;
  const [, start = "", own = "", path = ""] =
    /^(\w+:\/\/(?:[^/]*@)?)([^/]*)(.*)$/.exec(address) ?? [];
  const [ownHost = "", ownPort] = own.split(/:(?=\d*$)/);
  const ports = (port ?? ownPort ?? "").split(",");
  const hosts = (host ?? ownHost).split(",").map((name, index) => {
    const at = ports[index] ?? ports[0];
    return (name.startsWith("/") ? encodeURIComponent(name) : name) + (at ? `:${at}` : "");
  });
  return start + hosts.join(",") + path;
}

/**
 * The parts of a Postgres address; of a list of hosts, the first counts. An address with a user and no
 * host, as in `postgres://user@/name?host=/var/run/postgresql`, is valid for libpq but not for `URL`.
 * @throws TypeError if the address can't be read
 */
export function parseDatabaseUrl(value: string): URL {
  const single = value.replace(/^([^/]*\/\/(?:[^/?#]*@)?[^/?#,]*),[^/?#]*/, "$1");
  const hasHost = /[?&]host=/.test(value);
  return new URL(hasHost ? single.replace(/^([^/]*\/\/[^/?#]*@)(?=[/?])/, "$1localhost") : single);
}

/** Whether an address has a user but no host. libpq would look for a socket where it was built to. */
export function lacksHost(value: string): boolean {
  return /^[^/?#]*\/\/[^/?#]+@([/?][^@]*)?$/.test(value) && !/[?&]host=/.test(value);
}

/** Whether the address can be read, by us and by postgres.js. */
export function isReadableDatabaseUrl(value: string): boolean {
  try {
    const { username, password, pathname, search, hash } = parseDatabaseUrl(value);
    decodeURIComponent(username + password);
    decodeURIComponent(pathname);
    // An @ after the host means that the password ended too early. A password that begins with digits
    // looks like a port.
    return !pathname.includes("@") && !(username === "" && search.includes("@")) && hash === "";
  } catch {
    return false;
  }
}

/** The first parameter that names a file, if any. */
export function fileParameterOf(value: string): string | undefined {
  const parameters = new URLSearchParams(value.split("?", 2)[1] ?? "");
  return fileParameters.find((name) => parameters.has(name) && parameters.get(name) !== "system");
}
