import { control } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { signIn } from "./support/sign-in";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

const reason = "User is not assigned to the client application.";

async function refuse(account: string, error: string, error_description?: string) {
  const fault = { kind: "error", error, ...(error_description && { error_description }) };
  await control.placeFault({ account, endpoint: "authorize", fault });
}

test("access_denied with the provider's own reason is a refusal, and shows it @nojs", async ({
  page,
}) => {
  const user = await makeTestUser();
  await refuse(user.account.id, "access_denied", reason);
  await page.goto("/");
  await signIn(page, "google", user);
  const message = page.getByRole("alert").filter({ hasText: "Google didn’t sign you in." });
  await expect(message.getByRole("definition")).toHaveText(["access_denied", reason]);
  await expect(message).toContainText(/Reference: [a-z0-9]{10}/);
  await expect(page.getByText("You cancelled")).toHaveCount(0);
  expect(await countRowsOf(user.account)).toEqual(noRows);
});

for (const code of ["consent_required", "interaction_required"]) {
  test(`${code} is a cancellation: no page was left out at our request @nojs`, async ({ page }) => {
    const user = await makeTestUser();
    await refuse(user.account.id, code, "Consent not granted");
    await page.goto("/");
    await signIn(page, "google", user);
    await expect(page.getByRole("status").filter({ hasText: "You cancelled" })).toHaveText(
      "You cancelled signing in with Google.",
    );
    await expect(page.getByText(code)).toHaveCount(0);
  });
}
