import type { Page } from "@playwright/test";
import { userIdOf } from "./support/account-rows";
import { withEntries } from "./support/activity-entries";
import { goOnAs } from "./support/browser-session";
import { database } from "./support/database";
import { olderAndNewer } from "./support/new-device";
import { expect, test } from "./support/test";

const path = "/account/activity";
const zone = "Pacific/Kiritimati";

/** Fourteen hours ahead of UTC. */
test.use({ timezoneId: zone, locale: "en-GB" });

/** A user with an entry at each of these times, and the activity page. */
async function openActivity(page: Page, times: Date[]) {
  const { account, visitor } = await withEntries(0);
  const userId = await userIdOf(account);
  for (const at of times) {
    await database()`
      insert into activity (user_id, kind, detail, at)
      values (${userId}, 'profile-changed', ${at.toISOString()}, ${at})`;
  }
  await goOnAs(page, visitor);
  await page.goto(path);
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

test("times are those of the visitor's zone, and the exact one is the title", async ({ page }) => {
  const at = hoursAgo(30);
  await openActivity(page, [at]);
  const row = page.getByRole("listitem").filter({ hasText: at.toISOString() });
  const time = row.locator("time[data-shows=clock]");
  const clock = { timeStyle: "short", timeZone: zone } as const;
  await expect(time).toHaveText(at.toLocaleTimeString("en-GB", clock));
  const exact = { dateStyle: "long", timeStyle: "long", timeZone: zone } as const;
  await expect(time).toHaveAttribute("title", at.toLocaleString("en-GB", exact));
});

test("each day of the visitor's zone has one heading, above its first entry", async ({ page }) => {
  const times = [1, 5, 9, 13, 17, 21, 25, 29, 50, 54].map(hoursAgo);
  await openActivity(page, times);
  const dayOf = (at: Date) => at.toLocaleDateString("en-GB", { timeZone: zone });
  const days = new Set([new Date(), ...times].map(dayOf));
  const headings = page.getByRole("heading", { level: 2 });
  await expect(headings).toHaveCount(days.size);
  await expect(headings.first()).toHaveText("Today");
  await expect(headings.nth(1)).toHaveText("Yesterday");
});

test("times stay those of the visitor's zone after an action", async ({ page }) => {
  const { older } = await olderAndNewer();
  await goOnAs(page, older);
  await page.goto("/account/sessions");
  await page.getByRole("button", { name: /^Yes, it was me/ }).click();
  await expect(page.getByText("Thanks, we’ll remember Safari on iOS.")).toBeVisible();
  const times = page.locator("time[data-shows]");
  expect(await times.count()).toBeGreaterThan(2);
  for (const time of await times.all()) await expect(time).not.toHaveAttribute("title", /UTC/);
});

test("the browser never paints a time in UTC", async ({ page }) => {
  const { visitor } = await withEntries(25);
  await goOnAs(page, visitor);
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = () => {
      for (const { textContent } of document.querySelectorAll("time[data-shows=clock]"))
        if (textContent.includes("UTC")) seen.push(textContent);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  // Slow enough for the browser to paint a page that it is still reading.
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 8 });
  await page.goto(path);
  await expect(page.locator("time[data-shows=clock]").first()).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, "seen"))).toEqual([]);
});

test("without JavaScript times are in UTC, and days too", async () => {
  const { visitor } = await withEntries(3);
  const { body } = await visitor.get(path);
  expect(body).toMatch(/<time[^>]*data-shows="clock"[^>]*>\d\d:\d\d UTC<\/time>/);
  expect(body).toMatch(/<time[^>]*data-shows="day"[^>]*>(Today|Yesterday)<\/time>/);
});
