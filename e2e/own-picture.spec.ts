import type { Page } from "@playwright/test";
import { signedInUser } from "./support/account-form";
import { activityRows, userIdOf } from "./support/account-rows";
import { signedInPage } from "./support/browser-session";
import { database } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { redPicture, refusedFiles, upload } from "./support/picture-files";
import { openHydrated, stopPosts } from "./support/pressed-button";
import { profileOf, saveProfile } from "./support/profile";
import { expect, test } from "./support/test";

const path = /^\/pictures\/[0-9a-f-]{36}$/;

/** Chooses a picture to upload. With JavaScript, that uploads it. */
async function choose(page: Page, buffer: Buffer, name = "me.png") {
  await page.locator("[type=file]").setInputFiles({ name, mimeType: "image/png", buffer });
  if (test.info().project.use.javaScriptEnabled === false)
    await page.getByRole("button", { name: "Upload picture" }).click();
}

test("an uploaded picture is shown on every page and in the session, from our own address @nojs", async ({
  page,
}) => {
  const { user } = await signedInPage(page);
  await page.goto("/account");
  await choose(page, await redPicture());
  await expect(page).toHaveURL("/account");
  await expect(page.getByRole("status")).toHaveText("Picture uploaded.");
  await expect(page.getByRole("radio", { name: "Your picture" })).toBeChecked();
  const { image } = await profileOf(user);
  expect(image).toMatch(path);
  await page.goto("/");
  await expect(page.locator(`img[src="${image}"]`).first()).toBeVisible();
  const response = await page.request.get(image ?? "");
  expect([response.status(), response.headers()["content-type"]]).toEqual([200, "image/webp"]);
  const session = await (await page.request.get("/api/auth/session")).json();
  expect(session.user.image).toBe(image);
});

test("what uploads a picture shows the focus, and without JavaScript the name of the file @nojs", async ({
  page,
  javaScriptEnabled,
}) => {
  await signedInPage(page);
  await page.goto("/account");
  const input = page.getByLabel(javaScriptEnabled ? "Upload picture" : "Choose a picture");
  const field = page.locator("label", { has: page.locator("[type=file]") });
  await page.getByRole("link", { name: "Your data" }).focus();
  await page.keyboard.press("Tab");
  await expect(input).toBeFocused();
  await expect(field).toHaveCSS("outline-style", "solid");
  if (javaScriptEnabled) return;
  const { height } = (await field.boundingBox()) ?? {};
  await input.setInputFiles({
    name: `${"long-".repeat(40)}.png`,
    mimeType: "image/png",
    buffer: await redPicture(),
  });
  await expect(field.getByText("Choose a picture")).toBeVisible();
  expect((await field.boundingBox())?.height).toBe(height);
});

test("an upload shows that it is under way, and one that was stopped can be tried again", async ({
  page,
}) => {
  await signedInPage(page);
  await page.clock.install();
  await openHydrated(page, "/account");
  const posts = await stopPosts(page);
  const field = page.locator("label", { has: page.locator("[type=file]") });
  await choose(page, await redPicture());
  await expect(field.locator(".button-spinner")).toBeVisible();
  await expect(field).toContainText("Uploading…");
  await page.clock.runFor(10_000);
  await expect(field.locator(".button-spinner")).toBeHidden();
  await field.click();
  await choose(page, await redPicture());
  await expect.poll(posts.count).toBe(2);
});

test("a picture that is chosen before the page's script has run is uploaded", async ({ page }) => {
  await signedInPage(page);
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/account", { waitUntil: "commit" });
  await choose(page, await redPicture());
  goOn();
  await expect(page.getByRole("status")).toHaveText("Picture uploaded.");
});

test("the message about an upload goes when the profile is rejected afterwards @nojs", async ({
  page,
}) => {
  await signedInPage(page);
  await page.goto("/account");
  await choose(page, await redPicture());
  await expect(page.getByText("Picture uploaded.")).toBeVisible();
  await page.getByLabel("Username").fill("a!");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.locator("form").getByRole("alert")).toHaveText(
    "Not saved. Please fix the fields below.",
  );
  await expect(page.getByText("Picture uploaded.")).toBeHidden();
});

test("a browser shows the picture that it loads", async ({ page }) => {
  await signedInPage(page);
  await page.goto("/account");
  await choose(page, await redPicture("jpeg"));
  const shown = page.locator('img[src^="/pictures/"]').first();
  const width = () => shown.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth);
  await expect.poll(width).toBe(512);
});

test("a file that is too large, broken or no picture is refused in plain words, and nothing is stored", async () => {
  const { user, visitor } = await signedInUser();
  const { image } = await profileOf(user);
  const before = await activityRows(user.account);
  for (const [what, words, file] of await refusedFiles()) {
    const response = await upload(visitor, file);
    expect([what, response.status, response.location]).toEqual([what, 303, "/account"]);
    const { body } = await visitor.get("/account");
    expect(body, what).toContain(words);
    expect(body, what).toContain("Your picture wasn’t uploaded.");
  }
  expect((await profileOf(user)).image).toBe(image);
  expect(await activityRows(user.account)).toEqual(before);
});

test("a browser that sends 5 MB reads why it was refused @nojs", async ({ page }) => {
  await signedInPage(page);
  await page.goto("/account");
  await choose(page, Buffer.alloc(5 * 1024 * 1024));
  const message = page.getByRole("alert").filter({ hasText: "Your picture wasn’t uploaded." });
  await expect(message).toContainText("The file is larger than 4 MB.");
});

test("a picture is served for good, to everyone, and as nothing but a picture", async () => {
  const { user, visitor } = await signedInUser();
  await upload(visitor, await redPicture("webp"));
  const { image } = await profileOf(user);
  const stranger = new HttpVisitor();
  const { status, headers } = await stranger.get(image ?? "");
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "image/webp",
    "cache-control": "private, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy":
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
  });
  expect(headers["set-cookie"]).toBeUndefined();
  const head = await stranger.send(image ?? "", { method: "HEAD" });
  expect([head.status, head.headers["content-type"], head.body]).toEqual([200, "image/webp", ""]);
  expect((await stranger.send(image ?? "", { method: "POST" })).status).toBe(405);
  expect((await visitor.get("/account/picture")).status).toBe(405);
  for (const other of [`/pictures/${crypto.randomUUID()}`, "/pictures/1", "/pictures"]) {
    expect((await stranger.get(other)).status, other).toBe(404);
  }
});

test("a replaced picture is gone, and so is one whose user chose another", async () => {
  const { user, visitor } = await signedInUser();
  const shown: string[] = [];
  for (const format of ["png", "jpeg"] as const) {
    await upload(visitor, await redPicture(format));
    shown.push((await profileOf(user)).image ?? "");
  }
  const statuses = () => Promise.all(shown.map(async (image) => (await visitor.get(image)).status));
  expect(await statuses()).toEqual([404, 200]);
  await saveProfile({ user, visitor }, { picture: "own", name: "Ada" });
  expect(await statuses()).toEqual([404, 200]);
  await saveProfile({ user, visitor }, { picture: "none" });
  expect(await statuses()).toEqual([404, 404]);
  const userId = await userIdOf(user.account);
  expect([...(await database()`select from pictures where user_id = ${userId}`)]).toEqual([]);
  const kinds = (await activityRows(user.account)).map(({ detail }) => detail);
  expect(kinds.slice(-4)).toEqual(["picture", "picture", "name", "picture"]);
});

test("an upload from another site, or without a session, changes nothing", async () => {
  const { user, visitor } = await signedInUser();
  const { image } = await profileOf(user);
  const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  expect((await upload(visitor, await redPicture(), foreign)).status).toBe(403);
  expect((await profileOf(user)).image).toBe(image);
  const stranger = new HttpVisitor();
  const response = await upload(stranger, await redPicture());
  expect([response.status, response.location]).toEqual([303, "/sign-in?callbackUrl=%2Faccount"]);
});
