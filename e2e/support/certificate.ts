import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Makes a self-signed certificate in a directory. @returns the paths of its key and itself */
export async function makeCertificate(directory: string, host: string) {
  const key = join(directory, "privkey.pem");
  const certificate = join(directory, "fullchain.pem");
  const names = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  const files = ["-keyout", key, "-out", certificate];
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...files, ...names];
  await promisify(execFile)("openssl", args);
  return { key, certificate };
}
