import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { startApp } from "./support/app-server";
import { headerOf, rawHead, sendRaw } from "./support/raw-request";
import { stack } from "./support/stack";

const close = "Connection: close";
const offers: Record<string, string[]> = {
  "a WebSocket": [
    "Connection: Upgrade, close",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ],
  "HTTP/2": [
    "Connection: Upgrade, HTTP2-Settings, close",
    "Upgrade: h2c",
    "HTTP2-Settings: AAMAAABkAAQAAP__",
  ],
  "no protocol at all": ["Connection: upgrade, close", "Upgrade: "],
  "several protocols, some of them unknown": [
    "Connection: close, UPGRADE",
    "Upgrade: x/1, TLS/1.0",
  ],
};

const lines = [
  "GET /",
  "GET /sign-in?callbackUrl=%2Faccount",
  "GET /account",
  "GET /api/health",
  "HEAD /api/health",
  "GET /nothing/here",
  "GET /api/auth/callback/google?code=a&state=b",
  "GET /icon",
  "GET /_next/static/nothing.js",
  "DELETE /",
];

for (const [name, headers] of Object.entries(offers)) {
  test(`a request that offers ${name} gets the same response as one that does not`, async () => {
    for (const line of lines) {
      const [offered, plain] = await Promise.all([
        sendRaw(rawHead(line, headers)),
        sendRaw(rawHead(line, [close])),
      ]);
      expect([line, factsOf(offered)]).toEqual([line, factsOf(plain)]);
      expect(offered.milliseconds, line).toBeLessThan(5_000);
    }
  });

  test(`a form that offers ${name} is read completely, and its rejection is logged`, async () => {
    const body = "words";
    const form = [...headers, "Content-Type: text/plain", `Content-Length: ${body.length}`];
    const response = await sendRaw(`${rawHead("POST /", form)}${body}`);
    expect(response.status).toBe(400);
    const [, reference = ""] = /Reference: <code><bdi>(\w+)/.exec(response.text) ?? [];
    expect((await logLineOf(reference)).event).toBe("request.refused");
  });
}

test("a connection on which a protocol was offered serves the next request", async () => {
  const { hostname, port } = new URL(stack().appUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(rawHead("HEAD /api/health?probe=live", ["Connection: Upgrade", "Upgrade: x"]));
  expect(String((await once(socket, "data"))[0])).toMatch(/^HTTP\/1.1 200 .*keep-alive/is);
  socket.write(rawHead("GET /account", [close]));
  expect(String((await once(socket, "data"))[0])).toMatch(/^HTTP\/1.1 307 /);
});

const otherProtocols: Record<string, [bytes: () => string, status: number | null]> = {
  "a tunnel": [() => rawHead("CONNECT evil.example:443", [close]), null],
  "a body that waits for a 100 Continue": [
    () => `${rawHead("POST /", ["Expect: 100-continue", "Content-Length: 5", close])}words`,
    400,
  ],
  "an unknown expectation": [() => rawHead("GET /", ["Expect: x", close]), 417],
  "an HTTP/2 connection's first bytes": [() => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
};

for (const [name, [bytes, status]] of Object.entries(otherProtocols)) {
  test(`${name} ${status ? `gets a ${status}` : "is disconnected"} at once`, async () => {
    const response = await sendRaw(bytes());
    expect(response.status).toBe(status);
    expect(response.milliseconds).toBeLessThan(5_000);
  });
}

test("connections without a pending request do not delay a shutdown", async () => {
  const app = await startApp();
  try {
    const { hostname, port, host } = new URL(app.url);
    const heads = [
      `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n`,
      // The rest of this request never arrives.
      `GET / HTTP/1.1\r\nHost: ${host}\r\n`,
    ];
    const sockets = heads.map((head) => {
      const socket = connect({ host: hostname, port: Number(port) }).on("error", () => {});
      socket.write(head);
      return socket;
    });
    const [response] = await once(sockets[0] as NodeJS.EventEmitter, "data");
    expect(String(response)).toMatch(/^HTTP\/1.1 200 /);
    app.child.kill("SIGTERM");
    expect(await app.exited()).toBe(143);
    expect(app.output()).toContain('"event":"shutdown.started"');
    expect(app.output()).not.toContain("shutdown.forced");
  } finally {
    await app.stop();
  }
});

/** The parts of a response to compare. */
function factsOf(response: Awaited<ReturnType<typeof sendRaw>>) {
  const names = ["location", "content-type", "x-content-type-options", "connection", "allow"];
  return [response.status, ...names.map((name) => headerOf(response, name))];
}
