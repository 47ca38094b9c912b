import { connect } from "node:net";
import { beforeAll, expect, it } from "vitest";
import { startLocalServer } from "@/lib/test-support/local-server";
import { reduceRequestTargets } from "./request-target";

beforeAll(reduceRequestTargets);

it.each([
  ["GET", "/account?a=1", "/account?a=1"],
  ["GET", "//evil.example/", "//evil.example/"],
  ["GET", "http://evil.example/account?a=1", "/account?a=1"],
  ["GET", "HTTPS://evil.example", "/"],
  ["GET", "http:///account", "/"],
  ["GET", "http://[/account", "/"],
  ["OPTIONS", "*", "/"],
])("%s %s reaches a page as %s", async (method, target, path) => {
  const { origin, paths } = await startLocalServer((_, response) => response.end());
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  socket.end(`${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  await new Promise((resolve) => socket.resume().once("close", resolve));
  expect(paths).toEqual([path]);
});
