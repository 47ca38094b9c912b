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
 * A Postgres address as postgres.js understands it, without the parameters of other clients.
 * @param value - an address that `isReadableDatabaseUrl` can read
 */
export function toConnectionUrl(value: string): string {
  const [address = "", query = ""] = value.split("?", 2);
  const parameters = new URLSearchParams(query);
  if (parameters.get("sslrootcert") === "system") {
    parameters.set("sslmode", "verify-full");
    parameters.delete("sslrootcert");
  }
  for (const name of foreignParameters) parameters.delete(name);
  return parameters.size > 0 ? `${address}?${parameters}` : address;
}

/** The first parameter that names a file, if any. */
export function fileParameterOf(value: string): string | undefined {
  const parameters = new URLSearchParams(value.split("?", 2)[1] ?? "");
  return fileParameters.find((name) => parameters.has(name) && parameters.get(name) !== "system");
}
