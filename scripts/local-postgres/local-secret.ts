import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf } from "../../lib/error-cause";

const secretBytes = 32;

/** Reads the secret in a file that only its owner can read; creates it on first use. */
export async function localSecret(path: string): Promise<string> {
  const kept = await readSecret(path);
  if (kept) return kept;

  await mkdir(dirname(path), { recursive: true });
  const secret = randomBytes(secretBytes).toString("hex");
  await writeFile(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}

async function readSecret(path: string): Promise<string | null> {
  try {
    return (await readFile(path, "utf8")).trim() || null;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}
