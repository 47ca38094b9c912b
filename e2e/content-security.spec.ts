import { signInNewUser } from "./support/sign-in";
import { expect, test } from "./support/test";

test("injected markup runs no script, and scripts see no cookies", async ({
  page,
  consoleGuard,
}) => {
  await signInNewUser(page, "google");
  expect(await page.evaluate(() => document.cookie)).toBe("");

  consoleGuard.ignore(/Content Security Policy/);
  const violation = page.waitForEvent("console", (message) =>
    message.text().includes("script-src"),
  );
  await page.evaluate(() => {
    const markup = `<img src="data:," onerror="window.ran = true">`;
    document.body.insertAdjacentHTML("beforeend", markup);
  });
  await violation;
  expect(await page.evaluate(() => (window as { ran?: boolean }).ran)).toBeUndefined();
});
