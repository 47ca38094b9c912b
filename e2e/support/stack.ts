import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the parts of the stack under test are; scripts/e2e-stack.ts writes it once all run. */
export function stack(): StackAddresses {
  known ??= JSON.parse(readFileSync(join(process.cwd(), ".local/e2e/stack.json"), "utf8"));
  return known as StackAddresses;
}

let known: StackAddresses | undefined;

type StackAddresses = {
  appUrl: string;
  /** Registered with the providers too, for an app behind a proxy; nothing listens there. */
  httpsOrigin: string;
  databaseUrl: string;
  controlUrl: string;
  appLog: string;
};
