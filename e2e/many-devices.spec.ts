import { expectNoOverflow } from "./support/accessibility";
import { press } from "./support/account-centre";
import { inDays, insertSessions } from "./support/account-rows";
import { goOnAs } from "./support/browser-session";
import { database } from "./support/database";
import { userAgents } from "./support/http-browser";
import { devicesShown, unfold } from "./support/rows-shown";
import { signedInBrowser } from "./support/signed-in-browser";
import { expect, test } from "./support/test";
import { sessionId } from "./support/visitor-rows";

const path = "/account/sessions";
const firefox = userAgents["Firefox on Windows"];
const safari = userAgents["Safari on iOS"];

test("sixty sessions are listed by last use, and each can be ended", async ({ page }) => {
  const { visitor, userId } = await signedInBrowser();
  const drafts = Array.from({ length: 60 }, (_, n) => ({
    ip: `203.0.113.${n}`,
    last_seen_at: inDays(-n / 100),
    user_agent: n % 2 ? safari : firefox,
  }));
  const ids = await insertSessions(userId, drafts);
  const shown = await devicesShown(visitor);
  const addresses = shown.slice(1).map((text) => /203\.0\.113\.\d+/.exec(text)?.[0]);
  expect(addresses).toEqual(drafts.map(({ ip }) => ip));

  await goOnAs(page, visitor);
  await page.setViewportSize({ width: 320, height: 720 });
  await page.goto(path);
  await unfold(page);
  await expectNoOverflow(page);
  await page.getByRole("listitem").filter({ hasText: "203.0.113.59" }).getByRole("link").click();
  await page.getByRole("button", { name: /^Sign out device/ }).click();
  await expect(page.getByText(/ is signed out\./)).toBeVisible();
  const left = await database()<{ id: string }[]>`
    select id from sessions where user_id = ${userId} and id = any(${ids})`;
  expect(left.map(({ id }) => id).sort()).toEqual(ids.slice(0, 59).sort());
});

test("of many devices, ten and every open question are shown, and the rest on request @nojs", async ({
  page,
}) => {
  const { visitor, userId } = await signedInBrowser();
  const drafts = Array.from({ length: 31 }, (_, n) => ({
    last_seen_at: inDays(-n / 100),
    user_agent: firefox,
  }));
  const asked = { last_seen_at: inDays(-1), user_agent: safari, new_device: true };
  await insertSessions(userId, [...drafts, asked]);
  await insertKnownDevices(userId, 12);
  await goOnAs(page, visitor);
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "Safari on iOS" })).toBeVisible();
  const rows = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3 }) });
  // This device, ten others and the question; ten known devices.
  await expect(rows).toHaveCount(12 + 10);
  const [others, known] = [page.getByText("21 more devices"), page.getByText("2 more devices")];
  await others.focus();
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(33 + 10);
  await known.click();
  await expect(rows).toHaveCount(33 + 12);
});

test("a list of more sessions than it can show includes the current one and says that there are more", async () => {
  const { visitor, userId } = await signedInBrowser();
  const more = "More devices, used less recently, aren’t shown.";
  const draft = { last_seen_at: inDays(-0.01) };
  await insertSessions(userId, Array(100).fill(draft));
  expect(await devicesShown(visitor)).toHaveLength(101);
  expect((await visitor.get(path)).body).not.toContain(more);
  const [last = ""] = await insertSessions(userId, [draft]);
  expect(await devicesShown(visitor)).toHaveLength(101);
  expect((await visitor.get(path)).body).toContain(more);

  // Make all other sessions more recent than the current one.
  await database()`
    update sessions set last_seen_at = now() + interval '1 minute'
    where user_id = ${userId} and id <> ${await sessionId(visitor)}`;
  const shown = await devicesShown(visitor);
  expect(shown).toHaveLength(101);
  expect(shown[0]).toContain("This device");
  await press(visitor, "/account/sessions/others", "Sign out all other devices");
  expect(await devicesShown(visitor)).toHaveLength(1);
  expect([...(await database()`select id from sessions where id = ${last}`)]).toEqual([]);
});

/** Stores sign-ins on known devices, a different one each, whose sessions have ended. */
async function insertKnownDevices(userId: string, count: number): Promise<void> {
  await database()`
    insert into activity (user_id, kind, provider, user_agent, device_hash, at)
    select ${userId}, 'sign-in', 'google', ${firefox}, gen_random_uuid()::text, now() - n * interval '1 day'
    from generate_series(1, ${count}) as n`;
}
