import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { servePlainUpgrades } from "./upgrade-requests";

const externalRewrites = vi.hoisted((): RegExp[] => []);
vi.mock("@/lib/security/external-rewrites", () => ({
  externalRewrites: () => externalRewrites,
}));

beforeAll(servePlainUpgrades);

/** A server like that of `next start`: its own listener for upgrades sends no response. */
async function startNextServer(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { upgrade, host } = request.headers;
    response.end(JSON.stringify({ method: request.method, url: request.url, body, upgrade, host }));
  });
  server.on("upgrade", (_, socket) => socket.end("passed on by Next.js"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("__NEXT_PRIVATE_ORIGIN", `http://localhost:${port}`);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    externalRewrites.length = 0;
    vi.unstubAllEnvs();
  });
  return server;
}

async function offer(server: Server, line: string, body = ""): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const length = body && `Content-Length: ${body.length}\r\n`;
  const head = `${line} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: x\r\n${length}\r\n`;
  socket.write(`${head}${body}`);
  return text(socket);
}

const builds: [string, RegExp[]][] = [
  ["a build without rewrites to other servers", []],
  ["a build with one", [/^\/ingest/]],
];

it.each(builds)("%s treats an offer as the plain request it is", async (_, rules) => {
  externalRewrites.push(...rules);
  const server = await startNextServer();
  expect(await offer(server, "GET /a?b")).toMatch(
    /^HTTP\/1.1 200 .*\{"method":"GET","url":"\/a\?b","body":"","host":"a"\}/s,
  );
  expect(await offer(server, "POST /a", "all of it")).toContain('"body":"all of it"');
});

it("an offer on the path of a rewrite to another server is left to Next.js", async () => {
  externalRewrites.push(/^\/ingest/);
  const server = await startNextServer();
  expect(await offer(server, "GET /ingest/socket?a")).toBe("passed on by Next.js");
});

it.each(builds)("in %s the builder's own listener decides", async (_, rules) => {
  externalRewrites.push(...rules);
  const server = await startNextServer();
  await offer(server, "GET /");
  server.on("upgrade", (_request, socket) => socket.end("the builder's"));
  expect(await offer(server, "GET /")).toBe("the builder's");
});

it("the builder's own server is left alone", async () => {
  const server = await startNextServer();
  vi.stubEnv("__NEXT_PRIVATE_ORIGIN", undefined);
  expect(await offer(server, "GET /")).toBe("passed on by Next.js");
});
