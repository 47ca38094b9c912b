import { control, providerNames, providerTitles } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { continueButton, reachConsent, signIn } from "./support/sign-in";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

for (const provider of providerNames) {
  test(`denying at ${providerTitles[provider]} is one neutral line, shown once, and the return path is kept @nojs`, async ({
    page,
  }) => {
    const user = await makeTestUser();
    await page.goto("/account");
    await reachConsent(page, provider, user);
    await page.getByRole("button", { name: "Deny" }).click();

    const message = page.getByRole("status").filter({ hasText: "You cancelled" });
    await expect(message).toHaveText(`You cancelled signing in with ${providerTitles[provider]}.`);
    await expect(page).toHaveURL("/sign-in?callbackUrl=%2Faccount");
    expect(await countRowsOf(user.account)).toEqual(noRows);

    await page.reload();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expect(message).toHaveCount(0);

    await signIn(page, provider, user);
    await expect(page).toHaveURL("/account");
  });

  test(`every error parameter of ${providerTitles[provider]} is shown as plain text @nojs`, async ({
    page,
  }) => {
    const user = await makeTestUser();
    const markup = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
    const shown = {
      error: "server_error",
      error_description: `${markup} abc\u202Edef\u2066ghi &amp; <b>bold</b>`,
      error_uri: "javascript:alert(3)",
      error_hint: "<style>body{display:none}</style>",
    };
    const { error, error_description, error_uri, error_hint } = shown;
    const extra = { error_hint, hint: "not an error parameter" };
    const fault = { kind: "error", error, error_description, error_uri, extra };
    await control.placeFault({
      account: user.account.id,
      provider,
      endpoint: "authorize",
      fault,
    });
    await page.goto("/");
    await signIn(page, provider, user);

    const message = page
      .getByRole("alert")
      .filter({ hasText: `${providerTitles[provider]} didn’t sign you in.` });
    await expect(message.getByRole("term")).toHaveText(Object.keys(shown));
    await expect(message.getByRole("definition")).toHaveText([
      error,
      `${markup} abcdefghi &amp; <b>bold</b>`,
      error_uri,
      error_hint,
    ]);
    await expect(message).not.toContainText("not an error parameter");
    await expect(message.getByRole("link")).toHaveCount(0);
    await expect(message.getByRole("img")).toHaveCount(0);
    expect(await countRowsOf(user.account)).toEqual(noRows);
  });
}

test("cancelling before an account is chosen shows the same message as denying @nojs", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await continueButton(page, "github").click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("You cancelled signing in with GitHub.")).toBeVisible();
});

test("a long error description is truncated @nojs", async ({ page }) => {
  const user = await makeTestUser();
  const fault = { kind: "error", error: "server_error", error_description: "long ".repeat(500) };
  await control.placeFault({ account: user.account.id, endpoint: "authorize", fault });
  await page.goto("/");
  await signIn(page, "github", user);
  const description = page.getByRole("definition").filter({ hasText: "long" });
  await expect(description).toHaveText(/^(long ){40}…$/);
});
