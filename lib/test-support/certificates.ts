import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { createServer, type ServerOptions } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { listenDuringTest } from "@/lib/test-support/listen-during-test";

const run = promisify(execFile);

type Certificate = { key: string; cert: string };

/** A certificate authority that no machine knows. */
export type Authority = {
  /** Its certificate, for NODE_EXTRA_CA_CERTS. */
  file: string;
  /** @param names - as openssl writes them, such as "DNS:localhost,IP:127.0.0.1" */
  sign(names: string, days?: number): Promise<Certificate>;
  remove(): Promise<void>;
};

export async function createAuthority(): Promise<Authority> {
  const directory = await mkdtemp(join(tmpdir(), "foyer-ca-"));
  const at = (name: string) => join(directory, name);
  await selfSign(at("ca"), "subjectAltName=DNS:ca.test");
  let count = 0;
  return {
    file: at("ca.pem"),
    sign: async (names, days = 1) => {
      count += 1;
      const file = at(`leaf${count}`);
      await run("openssl", [
        ...["req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=leaf"],
        ...["-keyout", `${file}.key`, "-out", `${file}.csr`],
      ]);
      await writeFile(`${file}.ext`, `subjectAltName=${names}`);
      await run("openssl", [
        ...["x509", "-req", "-in", `${file}.csr`, "-out", `${file}.pem`, "-days", String(days)],
        ...["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial"],
        ...["-extfile", `${file}.ext`],
      ]);
      return readCertificate(file);
    },
    remove: () => rm(directory, { recursive: true }),
  };
}

/** A certificate for 127.0.0.1 that no authority has signed. */
export async function selfSignedCertificate(): Promise<Certificate> {
  const directory = await mkdtemp(join(tmpdir(), "foyer-self-signed-"));
  try {
    await selfSign(join(directory, "self"), "subjectAltName=IP:127.0.0.1");
    return await readCertificate(join(directory, "self"));
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Starts an HTTPS server on a free port of 127.0.0.1, and closes it after the test. */
export async function startTlsServer(
  options: ServerOptions,
  listener: RequestListener = (_request, response) => response.end("{}"),
): Promise<string> {
  const server = createServer(options, listener);
  return `https://${await listenDuringTest(server)}`;
}

async function selfSign(file: string, names: string): Promise<void> {
  await run("openssl", [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=test", "-days", "1"],
    ...["-keyout", `${file}.key`, "-out", `${file}.pem`, "-addext", names],
  ]);
}

async function readCertificate(file: string): Promise<Certificate> {
  const [key, cert] = await Promise.all([
    readFile(`${file}.key`, "utf8"),
    readFile(`${file}.pem`, "utf8"),
  ]);
  return { key, cert };
}
