import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The addresses of the stack under test; scripts/e2e-stack.ts writes them once everything runs. */
export function stack(): StackAddresses {
  known ??= JSON.parse(readFileSync(join(process.cwd(), ".local/e2e/stack.json"), "utf8"));
  return known as StackAddresses;
}

let known: StackAddresses | undefined;

type StackAddresses = {
  appUrl: string;
  /** The providers know this origin too, for an app behind a proxy; the stack does not listen there. */
  httpsOrigin: string;
  /** And these, for a browser's sign-ins at a builder's app; each is for one test file, which starts it. */
  builderUrls: [server: string, client: string, cached: string];
  /** And this one, for an app beside the stack's on the same host; e2e/two-apps.spec.ts starts it. */
  otherUrl: string;
  databaseUrl: string;
  controlUrl: string;
  appLog: string;
  authSecret: string;
};
