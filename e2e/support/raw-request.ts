import { connect } from "node:net";
import { expect } from "@playwright/test";
import { stack } from "./stack";

/** Longer than any response may take, and shorter than a test's timeout, so that a hang is reported as one. */
const patienceMs = 20_000;

export type RawResponse = {
  /** The status of the last response; null if the connection ended without one. */
  status: number | null;
  /** Everything that was received. */
  text: string;
  milliseconds: number;
};

/**
 * Sends bytes that no HTTP client would send, and reads until the server ends the connection.
 * @param drip - sent every second after that
 */
export async function sendRaw(bytes: string, drip = ""): Promise<RawResponse> {
  const begun = performance.now();
  const socket = connect({ host: "localhost", port: Number(new URL(stack().appUrl).port) });
  const timer = drip ? setInterval(() => socket.write(drip), 1_000) : undefined;
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  // The server may reset the connection while the client still writes.
  socket.on("error", () => {});
  socket.setTimeout(patienceMs, () => socket.destroy());
  socket.write(bytes);
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(timer);
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
  return { status: statuses.at(-1) ?? null, text, milliseconds: performance.now() - begun };
}

/** A request line and headers; Host and Origin are ours unless the headers name them. */
export function rawHead(line: string, headers: string[] = []): string {
  const { host, origin } = new URL(stack().appUrl);
  const own = [`Host: ${host}`, `Origin: ${origin}`].filter(
    (header) => !headers.some((other) => other.split(":")[0] === header.split(":")[0]),
  );
  return `${[`${line} HTTP/1.1`, ...own, ...headers].join("\r\n")}\r\n\r\n`;
}

export function headerOf({ text }: RawResponse, name: string): string | undefined {
  return new RegExp(`^${name}: (.*?)\\r$`, "im").exec(text)?.[1];
}

/** Expects the security headers of our pages. */
export function expectOurs(response: RawResponse): void {
  expect(headerOf(response, "content-security-policy")).toMatch(
    /^default-src 'none'.*'nonce-[\w+/]/,
  );
  expect(headerOf(response, "x-content-type-options")).toBe("nosniff");
  expect(headerOf(response, "x-powered-by")).toBeUndefined();
}
