import { once } from "node:events";
import { connect, type Socket } from "node:net";
import postgres from "postgres";
import { afterEach, beforeEach, expect, it } from "vitest";
import { env } from "@/lib/env/env";
import { codeOf } from "@/lib/error-cause";
import { thrownBy } from "@/lib/test-support/thrown";
import { sparingLostConnections } from "./lost-connection";
import { withOwnOutcomes } from "./own-outcome";

let client: postgres.Sql;
let socket: Socket;
beforeEach(async () => {
  // One connection, so that each query gets the one that was lost.
  const options = { max: 1, backoff: () => 0, onnotice: () => {}, socket: openSocket };
  client = withOwnOutcomes(sparingLostConnections(postgres(env().DATABASE_URL, options)));
  await client.unsafe("select 1");
});
afterEach(() => client.end({ timeout: 1 }));

async function openSocket(): Promise<Socket> {
  const { hostname, port } = new URL(env().DATABASE_URL);
  socket = connect(Number(port), hostname);
  await once(socket, "connect");
  return socket;
}

/** What read(2) reports when the other host restarted. Node.js emits "error" now, "close" later. */
function resetConnection(): void {
  socket.destroy(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
}

const outcomeOf = (text: string) =>
  Promise.resolve(client.unsafe(text)).then((rows) => [...rows], codeOf);
const ownOutcomes = [1, 2, 3].map((n) => expect.toBeOneOf(["CONNECTION_CLOSED", [{ n }]]));
const ask = () => Promise.all([1, 2, 3].map((n) => outcomeOf(`select ${n} as n`)));

it("queries sent while a busy connection closes get their own rows, or are lost", async () => {
  for (let round = 0; round < 5; round++) {
    const { bytesWritten } = socket;
    const outcomes = client.unsafe("select pg_sleep(10)").catch(ask);
    await expect.poll(() => socket.bytesWritten).toBeGreaterThan(bytesWritten);
    resetConnection();
    expect(await outcomes).toEqual(ownOutcomes);
    expect(await outcomeOf("select 4 as n")).toEqual([{ n: 4 }]);
  }
});

it("queries sent while an idle connection closes get their own rows, or are lost", async () => {
  for (let round = 0; round < 5; round++) {
    const outcomes = new Promise((resolve) => socket.once("error", () => resolve(ask())));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    resetConnection();
    await closed;
    expect(await outcomeOf("select 4 as n")).toEqual([{ n: 4 }]);
    expect(await outcomes).toEqual(ownOutcomes);
  }
});

it("a transaction that goes on after its connection is lost sends nothing on the next one", async () => {
  let thrown: unknown;
  const transaction = client.begin(async (tx) => {
    await tx.unsafe("select 1");
    resetConnection();
    await expect.poll(() => outcomeOf("select 4 as n")).toEqual([{ n: 4 }]);
    thrown = await thrownBy((async () => tx.unsafe("select 5"))());
  });
  expect(codeOf(await thrownBy(transaction))).toBe("CONNECTION_CLOSED");
  await expect.poll(() => codeOf(thrown)).toBe("CONNECTION_CLOSED");
});
