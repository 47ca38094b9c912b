import { expectNoOverflow } from "./support/accessibility";
import { insertSessions } from "./support/account-rows";
import { goOnAs } from "./support/browser-session";
import { control } from "./support/control";
import { HttpBrowser } from "./support/http-browser";
import { devicesShown } from "./support/rows-shown";
import { signedInBrowser } from "./support/signed-in-browser";
import { expect, test } from "./support/test-with-phone";

const path = "/account/sessions";

const hostile: Record<string, string> = {
  markup: `<img src=x onerror="alert(1)">/1.0 (<script>alert(2)</script>)`,
  "markup as the system": `<i>Browser</i>/9.9 (<b>System</b>; "><script>alert(3)</script>)`,
  "10 kB": `${"x".repeat(400)}/1.0 (${"x".repeat(10_000)})`,
  "10 kB without a slash": "x".repeat(10_000),
  "right-to-left text": "متصفح/1.0 \u202Eabc\u2067def",
  "a lone surrogate": `${"\u{1F600}".repeat(39)}\uD83D/1.0`,
  "property names of objects": "__proto__/1.0 constructor/2.0 (hasOwnProperty)",
  "a string that makes regular expressions slow": `${"a ".repeat(4000)}(${"(".repeat(200)}`,
};

for (const [what, userAgent] of Object.entries(hostile)) {
  test(`a browser with ${what} as its User-Agent signs in, and is shown as text that fits the page`, async ({
    page,
  }) => {
    const account = await control.createAccount({ google: {} });
    // Node writes headers as Latin-1.
    const browser = new HttpBrowser(Buffer.from(userAgent).toString("latin1"));
    expect((await browser.signIn("google", account)).status).toBe(303);
    for (const listPath of [path, "/account/activity"]) {
      const response = await browser.get(listPath);
      expect(response.status).toBe(200);
      expect(response.body).not.toMatch(/<img src=x|<script>alert|<b>System|<i>Browser/);
    }
    await goOnAs(page, browser);
    await page.setViewportSize({ width: 320, height: 720 });
    for (const listPath of [path, "/account/activity"]) {
      await page.goto(listPath);
      await expect(
        page
          .getByRole("listitem")
          .filter({ has: page.locator("h3") })
          .first(),
      ).toBeVisible();
      await expectNoOverflow(page);
    }
  });
}

test("control characters and line breaks in a stored User-Agent are removed", async () => {
  const { visitor, userId } = await signedInBrowser();
  const names = [
    "Evil\u0007\u001b[31m/1\r\nSet-Cookie: a=b",
    "\u202Eabc/1 (x)",
    "\uFEFF\u200B/1 (x)",
    "",
  ];
  await insertSessions(
    userId,
    names.map((user_agent) => ({ user_agent })),
  );
  const { body, status, cookies } = await visitor.get(path);
  expect([status, cookies]).toEqual([200, []]);
  const shown = body.replace(/<script.*?<\/script>/gs, "").replaceAll("\n", "");
  expect(shown).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u);
  expect(await devicesShown(visitor)).toHaveLength(5);
});
