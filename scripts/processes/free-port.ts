import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../../lib/error-cause";
import type { Environment } from "./project-environment";
import { SetupError } from "./setup-error";

// A program may listen on one of these only. macOS then lets others bind the port on the rest.
const addresses = ["127.0.0.1", "::1", undefined];

const attempts = 100;
const orphanMs = 1_500;
const pollMs = 100;

/** The preferred port or the next free one above it; any free port when a hundred are in use. */
export async function findFreePort(preferred: number): Promise<number> {
  for (let port = preferred; port < preferred + attempts && port <= 65_535; port += 1) {
    if (await isPortFree(port)) return port;
  }
  return anyFreePort();
}

/**
 * The port that a variable names, once nothing listens there: after a crash, the orphan guard may still be
 * stopping the program of the last run.
 * @throws SetupError if it stays in use
 */
export async function requireFreePort({ variable, port }: FixedPort): Promise<number> {
  const deadline = Date.now() + orphanMs;
  while (!(await isPortFree(port))) {
    if (Date.now() > deadline) {
      throw new SetupError(
        `Port ${port} is in use by another program, and ${variable} names it. Stop that program, set ` +
          `another port, or leave ${variable} empty for any free one.`,
      );
    }
    await sleep(pollMs);
  }
  return port;
}

/**
 * The port that a variable names, or undefined if it is not set.
 * @throws SetupError if it is no port
 */
export function readFixedPort(environment: Environment, variable: string): FixedPort | undefined {
  const value = environment[variable]?.trim();
  if (!value) return undefined;
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return { variable, port };
  throw new SetupError(`${variable} is not a port from 1 to 65535. Correct it, or leave it empty.`);
}

/** Whether nothing on this machine listens on the port. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const address of addresses) {
    if (!(await canListen(port, address))) return false;
  }
  return true;
}

function canListen(port: number, address: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // EADDRNOTAVAIL, EAFNOSUPPORT: a machine without IPv6, so nothing can hold the port there.
    server.once("error", (error) =>
      resolve(["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(codeOf(error) ?? "")),
    );
    server.listen({ port, host: address }, () => server.close(() => resolve(true)));
  });
}

function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

export type FixedPort = { variable: string; port: number };
