import { startApp } from "./support/app-server";
import { continueButton } from "./support/sign-in";
import { expect, test } from "./support/test";

test.use({ clientErrors: "expected" });

test("at another address than AUTH_URL, a sign-in is rejected and the page names the right address @nojs", async ({
  page,
}) => {
  const app = await startApp({ AUTH_URL: "http://localhost:1" });
  try {
    await page.goto(app.url);
    await continueButton(page, "google").click();
    await expect(
      page.getByRole("heading", { name: "This request came from another site" }),
    ).toBeVisible();
    await expect(page.getByText("http://localhost:1")).toBeVisible();
    await expect(page.getByText("Reference:")).toBeVisible();
  } finally {
    await app.stop();
  }
});
