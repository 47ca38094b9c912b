import type { Page } from "@playwright/test";
import { expectNoOverflow } from "./support/accessibility";
import { reportOnPage } from "./support/new-device";
import { chooseAccount, signIn, signOut } from "./support/sign-in";
import { makeTestUser } from "./support/test-user";
import { expect, test } from "./support/test-with-phone";
import { signInTwice } from "./support/two-browsers";

test("with a stolen provider account, a new device reads and changes the profile, and nothing more @nojs", async ({
  page,
  phone,
}) => {
  // The owner's browser is `page`. Whoever has their Google account uses `phone`.
  const owner = await signInTwice(page, phone);
  await phone.getByRole("textbox", { name: "Name", exact: true }).fill("Mallory");
  await phone.getByRole("button", { name: "Save profile" }).click();
  await expect(phone.getByText("Profile saved.")).toBeVisible();
  await phone.goto("/account/activity");
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Activity");

  await phone.goto("/account/connections");
  await expectWaitLine(phone);
  await expect(phone.getByRole("button", { name: /^Connect/ })).toHaveCount(0);
  await phone.goto("/account/data");
  await expectWaitLine(phone);
  await expect(phone.getByRole("button", { name: "Download my data" })).toHaveCount(0);
  await expect(phone.getByRole("link", { name: "Delete my account" })).toHaveCount(0);
  await phone.goto("/account/data/delete");
  await expectWait(phone);
  await expect(phone.getByRole("textbox")).toHaveCount(0);
  await phone.setViewportSize({ width: 360, height: 800 });
  await expectNoOverflow(phone);

  // Their own GitHub account has the stolen address, so it is connected; it proves nothing more.
  await phone.goto("/");
  await signOut(phone);
  await phone.goto("/sign-in?callbackUrl=/account/connections");
  await signIn(phone, "github", owner);
  await expect(phone.getByText("GitHub was added to your account.")).toBeVisible();
  await expect(disconnectLink(phone)).toHaveCount(0);
  await waitLink(phone).click();
  await expectWait(phone);
  await expect(phone.getByText("None of your other connected accounts can confirm")).toBeVisible();
  await expect(phone.getByRole("button", { name: /^Continue with/ })).toHaveCount(0);
  await expect(phone.getByText("Yes, it was me”. Then come back here.")).toBeVisible();
  await page.goto("/account/connections");
  await phone.goto((await disconnectLink(page).getAttribute("href")) ?? "");
  await expectWait(phone);
  await expect(phone.getByRole("button", { name: "Disconnect Google" })).toHaveCount(0);

  for (const path of ["/", "/account", "/account/connections", "/account/data"]) {
    await page.goto(path);
    await expect(page.getByText("2 new sign-ins. Were they yours?")).toBeVisible();
  }
  await page.goto("/account/connections");
  await expect(page.getByRole("button", { name: /^Connect another/ })).toHaveCount(2);
  await reportOnPage(page, /^No, sign it out/);
  // The account was connected by that sign-in, and is disconnected again: its password isn’t the owner’s.
  await expect(page.getByText("an account that they had connected to yours.")).toBeVisible();
  await expect(page.getByText("GitHub is disconnected again.")).toBeVisible();
  await expect(page.getByText("Change the passwords of the accounts")).toBeVisible();
  await phone.goto("/account");
  await expect(phone).toHaveURL("/sign-in?callbackUrl=%2Faccount");
});

test("a second connected account makes a new device known in one step @nojs", async ({
  page,
  phone,
}) => {
  const user = await makeTestUser();
  await page.goto("/sign-in?callbackUrl=/account");
  await signIn(page, "google", user);
  await page.goto("/");
  await signOut(page);
  await page.goto("/sign-in?callbackUrl=/account");
  await signIn(page, "github", user);
  await expect(page).toHaveURL("/account");

  await phone.goto("/sign-in?callbackUrl=/account/data");
  await chooseAccount(phone, "google", user);
  await waitLink(phone).click();
  await expectWait(phone);
  await expect(phone.getByRole("button", { name: "Continue with Google" })).toHaveCount(0);
  await phone.getByRole("button", { name: "Continue with GitHub" }).click();
  await phone.getByRole("button", { name: user.handles.github }).click();
  await expect(phone).toHaveURL("/account/data");
  await expect(phone.getByText("This device is known from now on.")).toBeVisible();
  await expect(phone.getByRole("button", { name: "Download my data" })).toBeVisible();

  // The owner of the other devices is still asked, and the device is known at the next sign-in.
  await page.goto("/");
  await expect(newSignIn(page)).toContainText("Safari on iOS");
  await phone.goto("/");
  await signOut(phone);
  await phone.goto("/sign-in?callbackUrl=/account/data");
  await chooseAccount(phone, "google", user);
  await expect(phone.getByRole("button", { name: "Download my data" })).toBeVisible();
});

test("“Yes, it was me” on a known device ends the wait of a new one @nojs", async ({
  page,
  phone,
}) => {
  await signInTwice(page, phone);
  await phone.goto("/account/data/delete");
  await expect(phone.getByText("You’re signed in on Chrome on Windows, active")).toBeVisible();
  await page.goto("/");
  await page.goto("/account/sessions");
  await page.getByRole("button", { name: /^Yes, it was me/ }).click();
  await expect(page.getByText("Thanks, we’ll remember Safari on iOS.")).toBeVisible();
  await phone.reload();
  await expect(phone.getByRole("textbox")).toBeVisible();
});

test("a device that was forgotten is announced again, and waits @nojs", async ({ page, phone }) => {
  const user = await signInTwice(page, phone);
  await page.goto("/");
  await page.goto("/account/sessions");
  await page.getByRole("button", { name: /^Yes, it was me/ }).click();
  await expect(page.getByText("Thanks, we’ll remember Safari on iOS.")).toBeVisible();
  // The first browser turns out to be a public computer.
  await page.goto("/account/sessions");
  await page.getByRole("button", { name: "Forget this device" }).first().click();
  await expect(page.getByText("Device forgotten.")).toBeVisible();
  await page.goto("/");
  await signOut(page);
  await page.goto("/sign-in?callbackUrl=/account/data");
  await chooseAccount(page, "google", user);
  await expectWaitLine(page);
  await phone.goto("/");
  await expect(newSignIn(phone)).toContainText("Chrome on Windows");
});

function disconnectLink(page: Page) {
  return page.getByRole("link", { name: /^Disconnect ?Google/ });
}

function waitLink(page: Page) {
  return page.getByRole("link", { name: "Confirm this device" });
}

async function expectWaitLine(page: Page) {
  await expect(
    page.getByText(
      /Confirm it to connect or disconnect accounts\.|^This device is new to your account\.$/,
    ),
  ).toBeVisible();
  await expect(waitLink(page)).toBeVisible();
}

async function expectWait(page: Page) {
  await expect(page.getByText("This device is new to your account.")).toBeVisible();
  await expect(page.getByText(/this device can do all of that from .*\d/)).toBeVisible();
}

function newSignIn(page: Page) {
  return page.getByRole("region", { name: "New sign-in. Was this you?" });
}
