import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { findFreePort } from "./free-port";

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
