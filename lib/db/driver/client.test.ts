import { randomUUID } from "node:crypto";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { checkMigrations, pingDatabase } from "@/lib/db/health/migrations";
import { deleteSession, findLiveSession } from "@/lib/db/sessions";
import { findLinkCandidates } from "@/lib/db/sign-in/account-owners";
import { identityOf } from "@/lib/db/sign-in/sign-in-record";
import { completed } from "@/lib/test-support/completed";
import { recordOf } from "@/lib/test-support/sign-in-record";
import { createTestUser, signInOf } from "@/lib/test-support/test-user";
import { thrownBy } from "@/lib/test-support/thrown";
import { DatabaseUnavailableError } from "./run-query";

/** A TCP proxy between the app and Postgres, so that a test can make the database unreachable. */
const postgresUrl = new URL(process.env.DATABASE_URL ?? "");
const sockets = new Set<Socket>();
const gate = createServer((client) => {
  const server = connect(Number(postgresUrl.port || 5432), postgresUrl.hostname);
  for (const socket of [client, server]) {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
  }
  client.pipe(server).pipe(client);
});
const open = (port: number) => new Promise<void>((done) => gate.listen(port, "127.0.0.1", done));
async function close() {
  const closed = new Promise((done) => gate.close(done));
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await closed;
}

let port = 0;
beforeAll(async () => {
  await open(0);
  port = (gate.address() as AddressInfo).port;
  await close();
  const url = new URL(postgresUrl);
  url.host = `127.0.0.1:${port}`;
  process.env.DATABASE_URL = url.href;
  // One connection, so that it is the same one that fails again and again.
  process.env.DATABASE_POOL_MAX = "1";
});
afterAll(() => (gate.listening ? close() : undefined));

async function expectUnavailable(query: () => Promise<unknown>) {
  const started = Date.now();
  expect(await thrownBy(query())).toBeInstanceOf(DatabaseUnavailableError);
  expect(Date.now() - started).toBeLessThan(2_000);
}

describe("an unreachable database", () => {
  const identity = identityOf(recordOf(createTestUser()));

  it.each<[string, () => Promise<unknown>]>([
    ["a ping", pingDatabase],
    ["the migrations", checkMigrations],
    ["a session", () => findLiveSession("hash")],
    ["signing out", () => deleteSession("hash", { userAgent: null, ip: null })],
    ["the link candidates", () => findLinkCandidates(identity)],
    ["a sign-in", () => completeSignIn(signInOf(createTestUser()))],
  ])("is reported as unavailable within two seconds: %s", async (_, query) => {
    await expectUnavailable(query);
  });

  it("is used again without a restart once it is back, each time", async () => {
    for (let round = 0; round < 2; round++) {
      await open(port);
      await expect
        .poll(() =>
          pingDatabase().then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
      await completed(completeSignIn(signInOf(createTestUser())));
      await close();
      await expectUnavailable(() => findLiveSession(randomUUID()));
    }
  });
});
