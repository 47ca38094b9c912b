import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createGunzip } from "node:zlib";
import { expect, test } from "@playwright/test";
import { type AppServer, attachLog, startApp } from "./support/app-server";
import { control } from "./support/control";
import { openLine } from "./support/database-line";
import { type Measured, measure, startDownload } from "./support/export-download";
import { HttpVisitor } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { knowsPeakMemory, peakGrowthMegabytes } from "./support/process-memory";
import type { TcpForwarder } from "./support/tcp-forwarder";

const entries = 100_000;

/** Room for garbage that V8 has not collected yet. One file is 43 MB; without streaming, six took 660 MB. */
const maxGrowthMegabytes = { one: 64, six: 128 };

// The tests share one app, one database, and the line between them, which the last test cuts.
test.describe.configure({ mode: "default", timeout: 150_000 });

let own: OwnDatabase;
let line: TcpForwarder;
let app: AppServer;

test.beforeAll(async () => {
  own = await createOwnDatabase();
  const opened = await openLine(own.url);
  line = opened.line;
  app = await startApp({
    DATABASE_URL: opened.url,
    DATABASE_POOL_MAX: "2",
    // The app itself uses half of this. An export that is not streamed would end the process.
    NODE_OPTIONS: "--max-old-space-size=128",
  });
});

test.afterAll(async () => {
  await app?.stop();
  await line?.close();
  await own?.drop();
});

test.afterEach(() => attachLog(app));

/** A signed-in user with more activity than the buffers of sockets and gzip can hold. */
async function signedInUser(): Promise<{ visitor: HttpVisitor; userId: string }> {
  const visitor = new HttpVisitor(app.url);
  const signIn = await visitor.signIn("google", await control.createAccount({ google: {} }));
  expect(signIn.status).toBe(303);
  const user = await visitor.sessionUser();
  const [row] = await own.sql`select id from users where email = ${String(user?.email)}`;
  await own.sql`
    insert into activity (user_id, kind, at, provider, subject_id, user_agent, ip)
    select ${row?.id}, 'sign-in', now() - interval '60 days' + n * interval '1 second', 'google',
      gen_random_uuid(), md5(n::text) || md5((-n)::text) || md5('a' || n) || md5('b' || n),
      '192.0.2.1'
    from generate_series(1, ${entries}::int) n`;
  return { visitor, userId: row?.id };
}

test("an export of 100,000 entries arrives complete, each entry once and in order", async () => {
  const { visitor, userId } = await signedInUser();
  const { status, body } = await visitor.submit("/account/data/export", []);
  expect(status).toBe(200);
  const { activity } = JSON.parse(body) as { activity: { id: string; kind: string }[] };
  const stored = await own.sql`select id from activity where user_id = ${userId} order by at, id`;
  expect(activity.map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
  expect(activity.at(-1)?.kind).toBe("exported");
});

test("large and concurrent exports do not increase the app's memory", async () => {
  test.skip(!knowsPeakMemory, "only Linux reports the peak memory of a process");
  const { visitor } = await signedInUser();
  const download = async (encoding = "identity") => {
    const response = await startDownload(visitor, { "accept-encoding": encoding });
    return measure(encoding === "gzip" ? response.pipe(createGunzip()) : response);
  };
  await download();
  const read: Measured[] = [];
  const growth = async (downloads: string[]) =>
    peakGrowthMegabytes(app.child.pid ?? 0, async () => {
      read.push(...(await Promise.all(downloads.map((encoding) => download(encoding)))));
    });
  const one = await growth(["identity"]);
  const six = await growth(["identity", "gzip", "identity", "gzip", "identity", "gzip"]);
  for (const { end, entries: count } of read) expect([end, count > entries]).toEqual(["}", true]);
  expect(one).toBeLessThan(maxGrowthMegabytes.one);
  expect(six).toBeLessThan(maxGrowthMegabytes.six);
});

test("paused downloads hold no database connection, and continue when read", async () => {
  const { visitor } = await signedInUser();
  const [first, ...others] = await times(6, () => startDownload(visitor));
  try {
    await expect.poll(isQuiet, { intervals: [500] }).toBe(true);
    // Three times as many downloads as the app has connections.
    expect(await busyConnections()).toBe(0);
    const other = new HttpVisitor(app.url);
    await other.signIn("google", await control.createAccount({ google: {} }));
    expect((await other.get("/account/activity")).status).toBe(200);
    expect((await measure(first as IncomingMessage)).end).toBe("}");
  } finally {
    for (const download of others) download.destroy();
  }
});

let lastRoundTrips = 0;

/** Whether the app has sent its database nothing since the last call. */
function isQuiet(): boolean {
  const before = lastRoundTrips;
  lastRoundTrips = line.roundTrips;
  return lastRoundTrips === before;
}

/** The number of the app's connections that run a statement or are in a transaction. */
async function busyConnections(): Promise<number> {
  const rows = await own.sql`
    select 1 from pg_stat_activity
    where datname = current_database() and application_name = 'foyer' and state <> 'idle'`;
  return rows.length;
}

const breaks: Break[] = [
  {
    what: "its session is ended",
    encoding: "identity",
    logged: { level: "warn", name: "SessionEndedError" },
    interrupt: (userId) => own.sql`delete from sessions where user_id = ${userId}`,
  },
  {
    what: "its account is deleted",
    encoding: "gzip",
    logged: { level: "warn", name: "SessionEndedError" },
    interrupt: (userId) => own.sql`delete from users where id = ${userId}`,
  },
  {
    what: "the database goes away",
    encoding: "identity",
    logged: { level: "error", name: "DatabaseUnavailableError" },
    interrupt: () => line.cut(),
  },
];

for (const { what, encoding, logged, interrupt } of breaks) {
  test(`a download (${encoding}) fails for the client if ${what} meanwhile, and the log says why`, async () => {
    const { visitor, userId } = await signedInUser();
    const response = await startDownload(visitor, { "accept-encoding": encoding });
    await once(response, "readable");
    await interrupt(userId);
    await expect(measure(response)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(response.complete).toBe(false);
    const [entry, ...more] = await linesAbout(userId, "export.interrupted");
    expect(entry).toMatchObject({ level: logged.level, reference: expect.any(String) });
    expect(entry?.error).toContainEqual(expect.objectContaining({ name: logged.name }));
    expect(more).toEqual([]);
    expect(app.output()).not.toContain("failed to pipe response");
  });
}

type Break = {
  what: string;
  encoding: string;
  logged: { level: string; name: string };
  interrupt: (userId: string) => unknown;
};

/** The log lines of this event about a user. The app may write them a moment after the response. */
async function linesAbout(userId: string, event: string): Promise<Record<string, unknown>[]> {
  const lines = () =>
    app
      .output()
      .split("\n")
      .filter((text) => text.includes(`"event":"${event}"`) && text.includes(userId));
  await expect.poll(() => lines().length).toBeGreaterThan(0);
  return lines().map((text) => JSON.parse(text));
}

function times<T>(count: number, start: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, start));
}
