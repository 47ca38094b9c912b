import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished, vi } from "vitest";
import { endSocketsWithoutRequest } from "./idle-sockets";

const head = "GET / HTTP/1.1\r\nHost: a\r\n";

it("closes connections without a pending response, and every other one after its last response", async () => {
  const endIdle = endSocketsWithoutRequest();
  const responses: (() => void)[] = [];
  const server = createServer((_, response) => {
    responses.push(() => response.end(`response ${responses.length}`));
  });
  server.on("upgrade", (_, socket) => socket.write("switched"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("__NEXT_PRIVATE_ORIGIN", `http://localhost:${port}`);
  onTestFinished(() => {
    server.closeAllConnections();
    vi.unstubAllEnvs();
  });
  const open = (bytes: string) => {
    const socket = connect(port, "127.0.0.1");
    socket.write(bytes);
    return text(socket);
  };
  const waiting = open(`${head}\r\n`);
  await expect.poll(() => responses.length).toBe(1);
  const switched = open(`${head}Connection: Upgrade\r\nUpgrade: x\r\n\r\n`);
  const unfinished = open(head);
  await expect.poll(() => getConnections(server)).toBe(3);
  const closed = new Promise((resolve) => server.close(resolve));
  endIdle();
  expect(await switched).toBe("switched");
  expect(await unfinished).toBe("");
  responses[0]?.();
  expect(await waiting).toContain("response 1");
  await closed;
});

function getConnections(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
}
