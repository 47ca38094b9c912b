import { expectAccessible } from "./support/accessibility";
import { signedIn } from "./support/account-centre";
import { activityRows, userIdOf } from "./support/account-rows";
import { withEntries } from "./support/activity-entries";
import { goOnAs } from "./support/browser-session";
import { control } from "./support/control";
import { database } from "./support/database";
import { activityShown, entriesOn } from "./support/rows-shown";
import { expect, test } from "./support/test";

const path = "/account/activity";
const pageSize = 25;

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
  const stored = (await activityRows(account)).reverse();
  const expected = stored.map(
    ({ detail, kind }) => detail ?? (kind === "sign-in" ? "Signed in" : "created"),
  );
  expect(seen).toEqual(expected);
  expect(new Set(seen).size).toBe(1_002);

  await goOnAs(page, visitor);
  await page.goto(path);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(pageSize);
  await page.getByRole("link", { name: "Back to the newest" }).click();
  await expect(page).toHaveURL(path);
});

test("the activity can be filtered by kind with links, and older pages keep the filter @nojs", async ({
  page,
}) => {
  const { visitor } = await withEntries(30);
  await goOnAs(page, visitor);
  await page.goto(path);
  const filters = page.getByRole("navigation", { name: "Kinds of activity" });
  await filters.getByRole("link", { name: "Sign-ins" }).click();
  await expect(page).toHaveURL(`${path}?kind=sign-ins`);
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Signed in with Google"]);
  await filters.getByRole("link", { name: "Account" }).click();
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Account created with Google"]);
  await filters.getByRole("link", { name: "Personal info" }).click();
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/\?before=[\w-]+&kind=profile$/);
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(30 - pageSize);
  await page.getByRole("link", { name: "Back to the newest" }).click();
  await expect(page).toHaveURL(`${path}?kind=profile`);
});

test("a kind without entries leads to all kinds", async () => {
  const visitor = await signedIn(await control.createAccount({ google: {} }));
  const { body } = await visitor.get(`${path}?kind=profile`);
  expect(body).toContain("No changes of personal info yet.");
  expect(body).toContain("Show all activity");
});

test("a kind that doesn't exist shows everything", async () => {
  const visitor = await signedIn(await control.createAccount({ google: {} }));
  for (const kind of ["", "constructor", "sign-in", "sign-ins&kind=profile"]) {
    const { body, status } = await visitor.get(`${path}?kind=${kind}`);
    expect([status, entriesOn(body).length]).toEqual([200, 2]);
  }
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
  expect(body).toContain("There’s nothing to show here.");
  expect(body).toContain("Back to the newest");
  expect(body).not.toContain("will appear here");
});

test("an activity without entries says what will appear there", async () => {
  const { account, visitor } = await withEntries(1);
  await database()`delete from activity where user_id = ${await userIdOf(account)}`;
  const { body } = await visitor.get(path);
  expect(body).toContain("There’s nothing to show here.");
  expect(body).toContain("Sign-ins and changes to your account will appear here.");
});

test("another user's entry as the cursor shows nothing of theirs", async () => {
  const otherUser = await withEntries(30);
  const { visitor } = await withEntries(30);
  const [, newest] = (await activityRows(otherUser.account)).reverse();
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

async function insertEntry(userId: string, detail: string): Promise<void> {
  await database()`
    insert into activity (user_id, kind, detail) values (${userId}, 'profile-changed', ${detail})`;
}

function olderLink(html: string): string | null {
  return /href="([^"]*\?before=[^"]*)"/.exec(html)?.[1] ?? null;
}
