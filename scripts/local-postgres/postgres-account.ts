import { stat } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../processes/run-command";
import { SetupError } from "../processes/setup-error";

const candidates = ["postgres", "_postgres", "nobody"];

/** The account that runs Postgres if we are root: the data's owner, otherwise one from the list. */
export async function postgresAccount(dataDirectory: string): Promise<SystemAccount> {
  const owner = await dataOwner(dataDirectory);
  if (owner) return owner;

  for (const name of candidates) {
    const account = await lookUp(name);
    if (account) return account;
  }
  throw new SetupError(
    "Postgres does not run as root, and this system has no account named postgres or nobody.\n" +
      "Run this as another user, or set DATABASE_URL to the address of a Postgres.",
  );
}

async function dataOwner(dataDirectory: string): Promise<SystemAccount | null> {
  const version = await stat(join(dataDirectory, "PG_VERSION")).catch(() => null);
  return version && version.uid !== 0 ? { uid: version.uid, gid: version.gid } : null;
}

async function lookUp(name: string): Promise<SystemAccount | null> {
  try {
    const [uid, gid] = await Promise.all([
      runCommand("id", ["-u", name]),
      runCommand("id", ["-g", name]),
    ]);
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    return null;
  }
}

export type SystemAccount = { uid: number; gid: number };
