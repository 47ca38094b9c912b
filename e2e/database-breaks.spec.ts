import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { attachLog } from "./support/app-server";
import { control } from "./support/control";
import { HttpVisitor } from "./support/http-visitor";
import { expectHealthy } from "./support/outage";
import { shareAppBehindLine } from "./support/shared-app";
import type { TcpForwarder } from "./support/tcp-forwarder";

// The tests share one app and one line to its database, which each of them breaks.
test.describe.configure({ mode: "default" });

// With few connections, one that never works again is soon missed.
const shared = shareAppBehindLine({ DATABASE_POOL_MAX: "3" });

test.afterEach(() => attachLog(shared.app));

const visitorCount = 6;
const breakCount = 30;
const pauseMs = 200;

const ways: Record<string, (line: TcpForwarder) => void> = {
  closed: (line) => line.resume(),
  reset: (line) => line.reset(),
};

for (const [how, breakConnections] of Object.entries(ways)) {
  test(`while connections to the database are ${how} again and again, users see their own page or a 503`, async () => {
    const users = await Promise.all(Array.from({ length: visitorCount }, signedInUser));
    const seen = new Set<string>();
    const look = async (user: User) => seen.add(await whatIsSeen(user));
    const isOver = new AbortController();
    const looking = users.map(async (user) => {
      while (!isOver.signal.aborted) await look(user);
    });
    for (let count = 0; count < breakCount; count++) {
      await wait(pauseMs);
      breakConnections(shared.line);
    }
    isOver.abort();
    await Promise.all(looking);
    expect([...seen].sort()).toEqual(["own page", "unavailable"]);

    await expectHealthy(shared.app);
    seen.clear();
    for (let round = 0; round < 10; round++) await Promise.all(users.map(look));
    expect([...seen]).toEqual(["own page"]);
  });
}

type User = { visitor: HttpVisitor; username: string };

async function signedInUser(): Promise<User> {
  const visitor = new HttpVisitor(shared.app.url);
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  const user = await visitor.sessionUser();
  return { visitor, username: String(user?.username) };
}

async function whatIsSeen({ visitor, username }: User): Promise<string> {
  const { status, location, body } = await visitor.get("/account");
  if (status === 200) return body.includes(username) ? "own page" : body;
  return location?.startsWith("/unavailable") ? "unavailable" : `${status} ${location}`;
}
