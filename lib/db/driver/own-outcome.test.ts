import { type AddressInfo, connect, createServer } from "node:net";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { env } from "@/lib/env/env";
import { codeOf } from "@/lib/error-cause";
import { thrownBy } from "@/lib/test-support/thrown";
import { withOwnOutcomes } from "./own-outcome";

let client: postgres.Sql;
let line: Awaited<ReturnType<typeof breakAfterErrors>>;
beforeAll(async () => {
  line = await breakAfterErrors();
  // One connection, so that each query gets the one that broke before.
  client = withOwnOutcomes(postgres(line.url, { max: 1, onnotice: () => {} }));
});
afterAll(async () => {
  await client.end();
  line.close();
});

const conflict = "do $$ begin raise exception 'no' using errcode = '23505'; end $$";
const nextOnes = {
  "a query": () => client.unsafe("select 1"),
  "a query of Drizzle's": () => drizzle({ client }).execute(sql`select 1`),
  "a transaction": () => client.begin((tx) => tx.unsafe("select 1")),
};

it.each(Object.entries(nextOnes))(
  "%s after a connection that broke with an error succeeds, or fails as the connection did",
  async (_, next) => {
    for (let round = 0; round < 5; round++) {
      expect(codeOf(await thrownBy(client.unsafe(conflict)))).toBe("CONNECTION_CLOSED");
      const outcome = await Promise.resolve(next()).then(() => "success", codeOf);
      // A success if postgres.js had noticed by then that the connection broke.
      expect(["success", "CONNECTION_CLOSED"]).toContain(outcome);
    }
  },
);

it.each(["", " ;\n", "-- Nothing yet.\n", "/* Nothing\n *yet */ -- at all"])(
  "a query without a statement succeeds: %j",
  async (text) => {
    expect([...(await client.unsafe(text))]).toEqual([]);
  },
);

it("an error of one's own keeps its code", async () => {
  const gone = "select * from no_such_table";
  expect(await thrownBy(client.unsafe(gone))).toMatchObject({ code: "42P01" });
  const inTransaction = client.begin((tx) => tx.unsafe(gone));
  expect(await thrownBy(inTransaction)).toMatchObject({ code: "42P01" });
});

/** The end of a response: https://www.postgresql.org/docs/current/protocol-message-formats.html, ReadyForQuery. */
const readyForQueryBytes = 6;

/** A way to Postgres that passes a conflict on, and breaks before the end of the response. */
async function breakAfterErrors(): Promise<{ url: string; close(): void }> {
  const url = new URL(env().DATABASE_URL);
  const { hostname, port } = url;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) socket.on("error", () => {});
    near.pipe(far);
    far.on("data", (data) => {
      if (!data.includes("23505")) return void near.write(data);
      near.end(data.subarray(0, -readyForQueryBytes));
      far.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return { url: url.href, close: () => server.close() };
}
