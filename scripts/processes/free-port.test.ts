import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { findFreePort, readFixedPort, requireFreePort } from "./free-port";

/** Below the ephemeral ports, which operating systems use for outgoing connections. */
const preferred = 14_360;

it.each(["127.0.0.1", "0.0.0.0"])("skips a port that is in use on %s", async (host) => {
  const taken = createServer().listen(preferred, host);
  await once(taken, "listening");
  expect(await findFreePort(preferred)).toBeGreaterThan(preferred);
  taken.close();
  await once(taken, "close");
});

it("takes the preferred port when nothing uses it", async () => {
  expect(await findFreePort(preferred)).toBe(preferred);
});

describe("a port that a variable names", () => {
  const fixed = { variable: "LOCAL_POSTGRES_PORT", port: preferred };

  it("is used if it is free, also when it becomes so within a second", async () => {
    expect(await requireFreePort(fixed)).toBe(preferred);
    const taken = createServer().listen(preferred, "127.0.0.1");
    await once(taken, "listening");
    setTimeout(() => taken.close(), 300);
    expect(await requireFreePort(fixed)).toBe(preferred);
  });

  it("is never replaced by another one", async () => {
    const taken = createServer().listen(preferred, "127.0.0.1");
    await once(taken, "listening");
    await expect(requireFreePort(fixed)).rejects.toThrow(
      `Port ${preferred} is in use by another program, and LOCAL_POSTGRES_PORT names it.`,
    );
    taken.close();
    await once(taken, "close");
  });

  it.each([
    ["54330", { variable: "PORT_OF_TEST", port: 54_330 }],
    [" 54330 ", { variable: "PORT_OF_TEST", port: 54_330 }],
    ["", undefined],
    [undefined, undefined],
  ])("is read from %o", (value, port) => {
    expect(readFixedPort({ PORT_OF_TEST: value }, "PORT_OF_TEST")).toEqual(port);
  });

  it.each(["0", "65536", "5e3", "-1", "54330/tcp"])("can't be %o", (value) => {
    expect(() => readFixedPort({ PORT_OF_TEST: value }, "PORT_OF_TEST")).toThrow(
      "PORT_OF_TEST is not a port from 1 to 65535.",
    );
  });
});
