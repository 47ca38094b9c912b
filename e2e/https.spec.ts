import { expect, test } from "@playwright/test";
import { formWithButton } from "./support/html-form";
import { requestOnce } from "./support/http-response";
import { httpsOrigin } from "./support/https-visitor";
import { shareApp } from "./support/shared-app";

/** Behind a proxy that ends TLS, the browser's origin is https but the app receives http. */
const shared = shareApp({ AUTH_URL: httpsOrigin });

test("on https every cookie has the __Host- prefix and is Secure, HttpOnly and Lax", async () => {
  const page = await requestOnce(`${shared.app.url}/`);
  const form = formWithButton(page.body, "Continue with Google");
  const body = new FormData();
  for (const [name, value] of form) body.append(name, value);
  const response = await fetch(`${shared.app.url}/`, {
    method: "POST",
    headers: { origin: httpsOrigin },
    body,
    redirect: "manual",
  });
  expect(response.status).toBe(303);
  const address = new URL(response.headers.get("location") ?? "");
  expect(address.searchParams.get("redirect_uri")).toBe(`${httpsOrigin}/api/auth/callback/google`);

  const cookies = response.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThanOrEqual(4);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Host-/);
    expect(cookie).toMatch(/Path=\/;/);
    expect(cookie).not.toMatch(/Domain=/i);
    for (const attribute of [/; Secure/i, /; HttpOnly/i, /; SameSite=lax/i]) {
      expect(cookie).toMatch(attribute);
    }
  }
});

test("on https a page sends Strict-Transport-Security", async () => {
  const page = await requestOnce(`${shared.app.url}/`);
  expect(page.headers["strict-transport-security"]).toBe("max-age=31536000");
});
