import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "./client";
import { runRawQuery } from "./raw-query";
import { runQuery } from "./run-query";

/** Like PgBouncer in session mode: refuses connections that start with a setting it doesn't know. */
const target = new URL(process.env.DATABASE_URL ?? "");
const sockets = new Set<Socket>();
let refused = 0;
const pooler = createServer((client) => {
  sockets.add(client);
  client.on("error", () => client.destroy());
  client.once("data", (start) => {
    if (start.includes("statement_timeout")) {
      refused += 1;
      client.end(errorResponse("unsupported startup parameter: statement_timeout"));
      return;
    }
    const server = connect(Number(target.port), target.hostname);
    sockets.add(server);
    server.on("error", () => client.destroy());
    server.write(start);
    client.pipe(server).pipe(client);
  });
});

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
function errorResponse(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + 4);
  return Buffer.concat([Buffer.from("E"), length, fields]);
}

beforeAll(async () => {
  await new Promise<void>((done) => pooler.listen(0, "127.0.0.1", done));
  const url = new URL(target);
  url.host = `127.0.0.1:${(pooler.address() as AddressInfo).port}`;
  process.env.DATABASE_URL = url.href;
});
afterAll(async () => {
  await db().$client.end();
  for (const socket of sockets) socket.destroy();
  pooler.close();
});

const dateStyle = () =>
  runQuery(() => db().execute(sql`select current_setting('DateStyle') as style`));

it("sessions start without what a pooler refuses, and queries that waited run", async () => {
  const results = await Promise.all(Array.from({ length: 8 }, dateStyle));
  expect(results.map(([row]) => row?.style)).toEqual(Array(8).fill("ISO, MDY"));
  expect(refused).toBeGreaterThan(0);
  const before = refused;
  await dateStyle();
  expect(refused).toBe(before);
});

it("nothing is prepared then, since the pooler may pool by transaction", async () => {
  const [row] = await runQuery(() =>
    runRawQuery<{ count: number }>("select count(*)::int as count from pg_prepared_statements", []),
  );
  expect(row?.count).toBe(0);
});
