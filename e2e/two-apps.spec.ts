import { type AppServer, startApp } from "./support/app-server";
import { greeting } from "./support/home-page";
import { expectGreeting, signIn, signOut } from "./support/sign-in";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

let other: AppServer;

test.beforeAll(async () => {
  const { otherUrl } = stack();
  other = await startApp({ AUTH_URL: otherUrl }, undefined, Number(new URL(otherUrl).port));
});
test.afterAll(() => other?.stop());

test("two apps on localhost, on different ports, keep their sessions and flows apart", async ({
  page,
}) => {
  const user = await makeTestUser();
  await page.goto("/");
  await signIn(page, "google", user);
  await expectGreeting(page, user);

  await page.goto(other.url);
  await expect(page.getByRole("button", { name: "Continue with GitHub" })).toBeVisible();
  await signIn(page, "github", user);
  await expect(page).toHaveURL(`${other.url}/`);
  await expect(greeting(page, user.username)).toBeVisible();

  await page.goto("/");
  await expectGreeting(page, user);
  await signOut(page);
  await page.goto(other.url);
  await expect(greeting(page, user.username)).toBeVisible();
});
