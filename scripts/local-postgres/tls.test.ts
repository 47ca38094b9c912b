import { execFile } from "node:child_process";
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toConnectionUrl } from "../../lib/env/database-url";
import { eraseLocalPostgres, type LocalPostgres, startLocalPostgres } from "./local-postgres";
import { postgresAccount } from "./postgres-account";
import { throwAwaySettings } from "./throw-away-settings";

const run = promisify(execFile);
let directory: string;
let certificate: string;
let server: LocalPostgres;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "foyer-tls-"));
  await chmod(directory, 0o755);
  certificate = join(directory, "server.crt");
  const key = join(directory, "server.key");
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const files = ["-keyout", key, "-out", certificate];
  await run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...files, ...names]);
  await chmod(key, 0o600);
  if (process.getuid?.() === 0) {
    const { uid, gid } = await postgresAccount(directory);
    await chown(key, uid, gid);
  }
  server = await startLocalPostgres({
    directory: join(directory, "postgres"),
    port: 14_360,
    settings: { ...throwAwaySettings, ssl: "on", ssl_cert_file: certificate, ssl_key_file: key },
  });
}, 60_000);

afterAll(async () => {
  await server?.stop();
  await eraseLocalPostgres(join(directory, "postgres"));
  await rm(directory, { recursive: true, force: true });
});

/** The certificate is valid for `localhost` only. */
function address(host: string, query: string): string {
  const url = new URL(server.url);
  url.hostname = host;
  return toConnectionUrl(`${url.href}${query}`);
}

async function isEncrypted(url: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const [row] = await sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.finally(() =>
    sql.end(),
  );
  return row?.ssl;
}

it.each([
  ["", false],
  ["?sslmode=disable", false],
  ["?sslmode=prefer", true],
  ["?sslmode=require", true],
  ["?sslmode=require&channel_binding=require", true],
])("encrypts the connection of an address that ends in %j: %s", async (query, expected) => {
  expect(await isEncrypted(address("127.0.0.1", query))).toBe(expected);
});

it.each(["?sslmode=verify-full", "?sslmode=verify-ca", "?sslrootcert=system"])(
  "%s rejects a certificate that no known authority has signed",
  async (query) => {
    await expect(isEncrypted(address("localhost", query))).rejects.toThrow(/self-signed/);
  },
);

it("with NODE_EXTRA_CA_CERTS, verify-full accepts the certificate of that authority", async () => {
  const url = address("localhost", "?sslmode=verify-full");
  const program = `
    import postgres from "postgres";
    const sql = postgres(${JSON.stringify(url)}, { max: 1 });
    await sql\`select 1\`.then(() => process.exit(0), () => process.exit(7));`;
  await run(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
  });
});
