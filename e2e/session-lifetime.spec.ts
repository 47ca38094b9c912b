import { expect, test } from "@playwright/test";
import { AppServer, signInSettings, startApp } from "./support/app-server";
import { signedInAt } from "./support/at-callback";
import { control } from "./support/control";
import { database } from "./support/database";
import { HttpVisitor, hashOf, sessionCookie } from "./support/http-visitor";
import { shareApp } from "./support/shared-app";
import { stack } from "./support/stack";
import { sessionOf } from "./support/visitor-rows";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Tolerance for the duration of requests and for clock differences of app, database and test. */
const slackMs = 30_000;

// Several tests share one app with short lifetimes.
test.describe.configure({ mode: "default" });

const shared = shareApp({ SESSION_IDLE_TIMEOUT: "10m", SESSION_MAX_AGE: "2h" });

test("by default a session lasts 30 days without use, and at most 90", async () => {
  const { cookieMs, idleMs, absoluteMs } = await lifetimeAt();
  expectAbout(idleMs, 30 * day);
  expectAbout(absoluteMs, 90 * day);
  expectAbout(cookieMs, 90 * day);
});

test("SESSION_IDLE_TIMEOUT and SESSION_MAX_AGE set the lifetime of row and cookie", async () => {
  const { cookieMs, idleMs, absoluteMs } = await lifetimeAt(shared.app);
  expectAbout(idleMs, 10 * minute);
  expectAbout(absoluteMs, 2 * hour);
  expectAbout(cookieMs, 2 * hour);
});

test("an idle timeout longer than SESSION_MAX_AGE ends with it", async () => {
  const own = await startApp({ SESSION_IDLE_TIMEOUT: "400d", SESSION_MAX_AGE: "5m" });
  try {
    const { cookieMs, idleMs, absoluteMs } = await lifetimeAt(own);
    expect(idleMs).toBe(absoluteMs);
    expectAbout(absoluteMs, 5 * minute);
    expectAbout(cookieMs, 5 * minute);
  } finally {
    await own.stop();
  }
});

test("use extends a short idle timeout in short steps, and leaves the cookie", async () => {
  const [quiet, due] = [await signedInAt(shared.app.url), await signedInAt(shared.app.url)];
  await setLastSeen(quiet, "30 seconds");
  await setLastSeen(due, "61 seconds");
  expect((await quiet.get("/account")).status).toBe(200);
  const response = await due.get("/account");
  expect(response.cookies.find(({ name }) => name === sessionCookie)).toBeUndefined();
  const left = async (visitor: HttpVisitor) => {
    const { expires_at } = await sessionOf(visitor);
    return expires_at.getTime() - Date.now();
  };
  await expect.poll(() => left(due)).toBeGreaterThan(9 * minute);
  // Its page was opened first, so an extension would have happened by now.
  expect(await left(quiet)).toBeLessThan(minute);
});

test("use does not extend a session beyond SESSION_MAX_AGE", async () => {
  const visitor = await signedInAt(shared.app.url);
  await database()`
    update sessions set last_seen_at = now() - interval '5 minutes',
      expires_at = now() + interval '1 minute', absolute_expires_at = now() + interval '3 minutes'
    where token_hash = ${hashOf(visitor.sessionToken())}`;
  await visitor.get("/account");
  const expiry = async () => {
    const session = await sessionOf(visitor);
    return session.expires_at.getTime() - session.absolute_expires_at.getTime();
  };
  await expect.poll(expiry).toBe(0);
  await database()`
    update sessions set absolute_expires_at = now() - interval '1 second'
    where token_hash = ${hashOf(visitor.sessionToken())}`;
  expect((await visitor.get("/account")).location).toBe("/sign-in?callbackUrl=%2Faccount");
});

const wrong = [
  { SESSION_IDLE_TIMEOUT: "1801", SESSION_MAX_AGE: "401d", ACTIVITY_MAX_AGE: "23h" },
  { SESSION_IDLE_TIMEOUT: "4m", SESSION_MAX_AGE: "-90d", ACTIVITY_MAX_AGE: "3651d" },
  { SESSION_IDLE_TIMEOUT: "1.5h", SESSION_MAX_AGE: "P90D", ACTIVITY_MAX_AGE: "forever" },
];

for (const settings of wrong) {
  test(`lifetimes of ${Object.values(settings).join(", ")} stop the start with a message about each`, async () => {
    const failing = await AppServer.start({
      ...signInSettings(),
      DATABASE_URL: stack().databaseUrl,
      ...settings,
      CRON_SECRET: "15-characters-.",
    });
    expect(await failing.exited()).not.toBe(0);
    const output = failing.output();
    for (const name of Object.keys(settings)) {
      expect(output).toContain(`- ${name} must be a length of time from`);
    }
    expect(output).toContain("- CRON_SECRET is shorter than 16 characters");
    expect(output).not.toContain("15-characters-.");
  });
}

/** The lifetime of a new session, by its row and by its cookie. */
async function lifetimeAt(server?: AppServer) {
  const visitor = new HttpVisitor(server?.url);
  const response = await visitor.signIn("google", await control.createAccount({ google: {} }));
  const cookie = response.cookies.find(({ name }) => name === sessionCookie);
  const session = await sessionOf(visitor);
  const since = session.created_at.getTime();
  return {
    cookieMs: Date.parse(cookie?.attributes.get("expires") ?? "") - since,
    idleMs: session.expires_at.getTime() - since,
    absoluteMs: session.absolute_expires_at.getTime() - since,
  };
}

/** Sets a session's last use to some time ago, with less than a minute until it expires. */
async function setLastSeen(visitor: HttpVisitor, ago: string): Promise<void> {
  await database()`
    update sessions set last_seen_at = now() - ${ago}::interval,
      expires_at = now() + interval '59 seconds'
    where token_hash = ${hashOf(visitor.sessionToken())}`;
}

function expectAbout(actualMs: number, expectedMs: number): void {
  expect(Math.abs(actualMs - expectedMs)).toBeLessThan(slackMs);
}
