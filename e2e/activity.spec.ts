import { expectAccessible } from "./support/accessibility";
import { performAction } from "./support/account-actions";
import { confirm, connect, reachConfirm, signedIn, textOf } from "./support/account-centre";
import { activityOf, ageSignIn, userIdOf } from "./support/account-rows";
import { type AccountScenario, createScenario } from "./support/account-scenario";
import { goOnAs } from "./support/browser-session";
import { control } from "./support/control";
import { database } from "./support/database";
import { HttpBrowser, userAgents } from "./support/http-browser";
import { activityShown, entriesOn } from "./support/rows-shown";
import { expect, test } from "./support/test";
import { unverified } from "./support/test-user";

const path = "/account/activity";
const pageSize = 25;
const firefox = userAgents["Firefox on Windows"];

type Event = {
  words: string;
  kind: string;
  trigger: (scenario: AccountScenario) => Promise<unknown>;
};

const events: Event[] = [
  {
    kind: "connected",
    words: "GitHub connected",
    trigger: async (scenario) => {
      await dropGithub(scenario);
      await connect(scenario.visitor, "github", scenario.account);
    },
  },
  {
    kind: "connect-refused",
    words: "Connecting GitHub was refused: it belongs to another account here",
    trigger: async (scenario) => {
      const other = await control.createAccount({ github: {} });
      await signedIn(other, "github");
      await dropGithub(scenario);
      await connect(scenario.visitor, "github", other);
    },
  },
  {
    kind: "confirmed",
    words: "Confirmed with Google that it was you",
    trigger: async ({ visitor, account }) => {
      await ageSignIn(visitor);
      await confirm(visitor, "google", account);
    },
  },
  {
    kind: "confirm-refused",
    words: "A confirmation with Google was refused: that account is not connected to yours",
    trigger: async ({ visitor }) => {
      await ageSignIn(visitor);
      const other = await control.createAccount({ google: {} });
      await visitor.follow(await reachConfirm(visitor, "google", other));
    },
  },
  {
    kind: "disconnected",
    words: "GitHub disconnected",
    trigger: (scenario) => performAction(scenario, "account/connections/disconnect/disconnect.ts"),
  },
  {
    kind: "session-ended",
    words: "A session was ended from another device",
    trigger: (scenario) => performAction(scenario, "account/sessions/end-session.ts"),
  },
  {
    kind: "other-sessions-ended",
    words: "The other session was ended",
    trigger: (scenario) => performAction(scenario, "account/sessions/end-other-sessions.ts"),
  },
  {
    kind: "device-vouched",
    words: "A new device was recognised",
    trigger: (scenario) => performAction(scenario, "account/sessions/recognise-device.ts"),
  },
  {
    kind: "profile-changed",
    words: "Profile changed: name",
    trigger: (scenario) => performAction(scenario, "account/save-profile.ts"),
  },
  {
    kind: "address-changed",
    words: "Address changed to the one at GitHub",
    trigger: (scenario) => performAction(scenario, "account/take-over-address.ts"),
  },
  {
    kind: "exported",
    words: "Your data was downloaded",
    trigger: (scenario) => performAction(scenario, "account/data/export/route.ts"),
  },
  {
    kind: "sign-out",
    words: "Signed out",
    trigger: async ({ visitor, account }) => {
      await visitor.signOut();
      await visitor.signIn("google", account);
    },
  },
];

for (const { kind, words, trigger } of events) {
  test(`“${words}” is shown to its user alone, with device, address and time`, async () => {
    const scenario = await createScenario(new HttpBrowser(firefox));
    await trigger(scenario);
    const shown = (await activityShown(scenario.visitor)).filter((text) => text.startsWith(words));
    expect(shown).toEqual([
      expect.stringMatching(
        /just now \(\d+ \w+ 20\d\d, \d\d:\d\d UTC\) ?Firefox on Windows, (127\.0\.0\.1|::1)/,
      ),
    ]);
    const entries = (await activityOf(scenario.account)).filter((entry) => entry.kind === kind);
    expect(entries).toHaveLength(1);
    expect(Math.abs(Date.now() - (entries[0]?.at.getTime() ?? 0))).toBeLessThan(60_000);
    const ofOtherUser = await database()`
      select 1 from activity where user_id = ${scenario.otherUser.userId} and kind = ${kind}`;
    expect(ofOtherUser).toHaveLength(0);
  });
}

test("the first events of an account are shown in the order in which they happened", async () => {
  const source = await control.createAccount({ google: {}, github: {} });
  const browser = new HttpBrowser(firefox);
  await browser.signIn("google", source);
  await browser.signOut();
  await browser.signIn("github", source);
  expect((await activityShown(browser)).map((text) => text.split(" just now")[0])).toEqual([
    "Signed in with GitHub",
    "GitHub connected automatically: it has your e-mail address",
    "Signed out",
    "Signed in with Google",
    "Account created with Google",
  ]);
});

test("a rejected sign-in is shown to its user, with the device and address it came from", async () => {
  const account = await control.createAccount({ github: {} });
  const visitor = await signedIn(account, "github");
  const [email] = account.github?.emails ?? [];
  await control.changeAccount(account.id, { github: { emails: unverified(email?.email ?? "") } });
  const other = new HttpBrowser(userAgents["Safari on macOS"]);
  expect((await other.signIn("github", account)).status).toBe(401);
  expect((await activityShown(visitor))[0]).toMatch(
    /^A sign-in with GitHub was refused: it has no verified address for you .*Safari on macOS, /,
  );
});

test("a new account shows one entry for its creation and one for its sign-in", async ({ page }) => {
  const visitor = await signedIn(await control.createAccount({ google: {} }));
  const { body } = await visitor.get(path);
  expect(entriesOn(body)).toHaveLength(2);
  expect(body).not.toContain("Older");
  expect(body).not.toContain("Back to the newest");
  await goOnAs(page, visitor);
  await page.goto(path);
  await expectAccessible(page);
});

test("a thousand entries are shown page by page, each once, newest first @nojs", async ({
  page,
}) => {
  const { account, visitor } = await withEntries(1_000);
  const seen: string[] = [];
  let address: string | null = path;
  let pages = 0;
  while (address) {
    const { body, status } = await visitor.get(address);
    expect(status).toBe(200);
    const entries = entriesOn(body);
    pages += 1;
    if (pages <= 40) expect(entries).toHaveLength(pageSize);
    seen.push(...entries.map((text) => /entry-\d+|created|Signed in/.exec(text)?.[0] ?? text));
    address = olderLink(body);
  }
  expect(pages).toBe(41);
  const stored = (await activityOf(account)).reverse();
  const expected = stored.map(
    ({ detail, kind }) => detail ?? (kind === "sign-in" ? "Signed in" : "created"),
  );
  expect(seen).toEqual(expected);
  expect(new Set(seen).size).toBe(1_002);

  await goOnAs(page, visitor);
  await page.goto(path);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(pageSize);
  await page.getByRole("link", { name: "Back to the newest" }).click();
  await expect(page).toHaveURL(path);
});

test("new entries do not move older ones to other pages", async () => {
  const { account, visitor } = await withEntries(60);
  const first = await visitor.get(path);
  const next = olderLink(first.body) ?? "";
  const before = entriesOn((await visitor.get(next)).body);
  for (let n = 0; n < 30; n += 1) await insertEntry(await userIdOf(account), `later-${n}`);
  expect(entriesOn((await visitor.get(next)).body)).toEqual(before);
  expect((await activityShown(visitor)).join()).toContain("later-29");
});

test("a page that starts at a deleted entry is empty and links back to the newest", async () => {
  const { visitor } = await withEntries(30);
  const next = olderLink((await visitor.get(path)).body) ?? "";
  const id = new URLSearchParams(next.split("?")[1]).get("before") ?? "";
  await database()`delete from activity where id = ${id}`;
  const { body, status } = await visitor.get(next);
  expect(status).toBe(200);
  expect(body).toContain("There is nothing to show here.");
  expect(body).toContain("Back to the newest");
});

test("another user's entry as the cursor shows nothing of theirs", async () => {
  const otherUser = await withEntries(30);
  const { visitor } = await withEntries(30);
  const [, newest] = (await activityOf(otherUser.account)).reverse();
  const { body, status } = await visitor.get(`${path}?before=${newest?.id}`);
  expect([status, entriesOn(body)]).toEqual([200, []]);
});

const malformed: Record<string, string> = {
  "an empty one": "before=",
  garbage: "before=garbage",
  "two of them": `before=${crypto.randomUUID()}&before=${crypto.randomUUID()}`,
  "a list": `before[]=${crypto.randomUUID()}`,
  "an id in capitals": `before=${crypto.randomUUID().toUpperCase()}`,
  "an id in braces": `before={${crypto.randomUUID()}}`,
  SQL: "before=%27%20or%201%3D1%20--",
  "a NUL": `before=${crypto.randomUUID()}%00`,
  "7 kB": `before=${"9".repeat(7_000)}`,
  "what cannot be decoded": "before=%E0%A4%A",
};

for (const [what, query] of Object.entries(malformed)) {
  test(`${what} as the cursor shows the newest entries`, async () => {
    const visitor = await signedIn(await control.createAccount({ google: {} }));
    const { body, status } = await visitor.get(`${path}?${query}`);
    expect(status).toBe(200);
    expect(entriesOn(body)).toHaveLength(2);
  });
}

test("an unknown id as the cursor shows an empty page that links back", async () => {
  const visitor = await signedIn(await control.createAccount({ google: {} }));
  const { body, status } = await visitor.get(`${path}?before=${crypto.randomUUID()}`);
  expect([status, entriesOn(body)]).toEqual([200, []]);
  expect(body).toContain("Back to the newest");
});

test("stored values are shown as text, whatever they contain", async () => {
  const { account, visitor } = await withEntries(0);
  const userId = await userIdOf(account);
  const sql = database();
  const detail = `<img src=x onerror="alert(1)">`;
  await sql`
    insert into activity (user_id, kind, provider, detail, user_agent, ip)
    values (${userId}, 'profile-changed', null, ${detail}, ${"<script>alert(2)</script>/1.0"}, null),
      (${userId}, 'sign-in-refused', 'myspace', 'a reason of tomorrow', '', null),
      (${userId}, 'connect-refused', 'constructor', '__proto__', null, 'unix:'),
      (${userId}, 'other-sessions-ended', null, '7', null, null)`;
  const { body, status } = await visitor.get(path);
  expect(status).toBe(200);
  expect(body).not.toMatch(/<img src=x|<script>alert/);
  const text = await textOf(visitor, path);
  expect(text).toContain("A sign-in with myspace was refused");
  expect(text).toContain("7 other sessions were ended");
  expect(text).toContain("unknown network address");
});

test("no user sees the activity of another", async () => {
  const mine = await withEntries(3);
  const theirs = await withEntries(3, "theirs");
  expect((await activityShown(mine.visitor)).join()).not.toContain("theirs");
  expect((await activityShown(theirs.visitor)).join()).not.toContain("entry-");
});

/** A user with so many old entries, seven at each moment. */
async function withEntries(count: number, name = "entry") {
  const account = await control.createAccount({ google: {} });
  const visitor = await signedIn(account);
  await database()`
    insert into activity (user_id, kind, detail, at)
    select ${await userIdOf(account)}, 'profile-changed', ${name} || '-' || n,
      now() - (n / 7) * interval '1 minute' - interval '1 hour'
    from generate_series(1, ${count}::int) n`;
  return { account, visitor };
}

async function insertEntry(userId: string, detail: string): Promise<void> {
  await database()`
    insert into activity (user_id, kind, detail) values (${userId}, 'profile-changed', ${detail})`;
}

function olderLink(html: string): string | null {
  return /href="([^"]*\?before=[^"]*)"/.exec(html)?.[1] ?? null;
}

async function dropGithub({ own }: AccountScenario): Promise<void> {
  await database()`delete from accounts where id = ${own.githubId}`;
}
