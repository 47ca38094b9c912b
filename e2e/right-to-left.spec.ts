import { expectAccessible } from "./support/accessibility";
import { signedInPages } from "./support/account-pages";
import { goOnAs } from "./support/browser-session";
import { userWithFullAccount } from "./support/full-account";
import { guidedPath, pendingLinkPath, reachPendingLink } from "./support/guided-linking";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";

test.use({ clientErrors: "expected", locale: "ar" });
// Axe checks every element of every page four times.
test.slow();

const openPages = ["/", "/sign-in", "/nothing/here", "/api/auth/callback/google?code=a&state=b"];

for (const path of openPages) {
  test(`${path} is accessible in Arabic, and fits a narrow phone`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator("html[dir=rtl]")).toHaveAttribute("lang", "ar");
    await expectAccessible(page);
  });
}

test("the buttons of a failure page stand out from its text, as on other pages", async ({
  page,
}) => {
  for (const path of ["/api/auth/callback/google?code=a&state=b", "/nothing/here"]) {
    await page.goto(path);
    await expect(page.getByRole("main").getByRole("link").first()).toHaveCSS("font-weight", "600");
  }
});

for (const path of signedInPages) {
  test(`${path} of a full account is accessible in Arabic, and fits a narrow phone`, async ({
    page,
  }) => {
    const { visitor } = await userWithFullAccount();
    await goOnAs(page, visitor);
    await page.goto(path);
    await expect(page.locator("html[dir=rtl]")).toHaveAttribute("lang", "ar");
    await expectAccessible(page);
  });
}

test("the pages that lead to a pending link and offer it are accessible in Arabic", async ({
  page,
}) => {
  const { visitor, signInAsOwner } = await reachPendingLink();
  await goOnAs(page, visitor);
  await page.goto(guidedPath);
  await expectAccessible(page);
  await signInAsOwner();
  await goOnAs(page, visitor);
  await page.goto(pendingLinkPath);
  await expect(page).toHaveURL(`${stack().appUrl}${pendingLinkPath}`);
  await expectAccessible(page);
});

test("an account page is the mirror image of the English one", async ({ page }) => {
  const { visitor } = await userWithFullAccount();
  await goOnAs(page, visitor);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("/account/activity");
  const [brand, menu] = [
    page.locator("header a").first(),
    page.locator("[popovertarget=user-menu]"),
  ];
  const middle = async (place: typeof brand) => {
    const box = await place.boundingBox();
    return box ? box.x + box.width / 2 : 0;
  };
  expect(await middle(brand)).toBeGreaterThan(640);
  expect(await middle(menu)).toBeLessThan(640);
  expect(await middle(page.locator("nav").first())).toBeGreaterThan(640);

  // Arrows point along the text; a mark never turns.
  await menu.click();
  const turnOf = (place: typeof brand) => place.evaluate((icon) => getComputedStyle(icon).rotate);
  const signOut = page.locator("#user-menu form[action='/api/auth/signout'] svg");
  expect(await turnOf(signOut.first())).toBe("180deg");
  expect(await turnOf(page.locator("header svg").first())).toBe("none");
});
