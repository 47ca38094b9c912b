import { createServer } from "node:net";
import { codeOf } from "../../lib/error-cause";

// A program may listen on one of these only. macOS then lets others bind the port on the rest.
const addresses = ["127.0.0.1", "::1", undefined];

const attempts = 100;

/** The preferred port or the next free one above it; any free port when a hundred are in use. */
export async function findFreePort(preferred: number): Promise<number> {
  for (let port = preferred; port < preferred + attempts && port <= 65_535; port += 1) {
    if (await isPortFree(port)) return port;
  }
  return anyFreePort();
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
