import { expect, test } from "@playwright/test";
import { AppServer, signInSettings } from "./support/app-server";
import { formWithButton } from "./support/html-form";
import { requestOnce } from "./support/http-response";
import { stack } from "./support/stack";

/** Behind a proxy that ends TLS, the browser's origin is https but the app receives http. */
const origin = "https://foyer.example";
let app: AppServer;

test.beforeAll(async () => {
  const settings = { ...signInSettings(), DATABASE_URL: stack().databaseUrl, AUTH_URL: origin };
  app = await AppServer.start(settings);
  await app.ready();
});

test.afterAll(() => app?.stop());

test("on https every cookie has the __Host- prefix and is Secure, HttpOnly and Lax", async () => {
  const page = await requestOnce(`${app.url}/`);
  const form = formWithButton(page.body, "Continue with Google");
  const body = new FormData();
  for (const [name, value] of form) body.append(name, value);
  const response = await fetch(`${app.url}/`, {
    method: "POST",
    headers: { origin },
    body,
    redirect: "manual",
  });
  expect(response.status).toBe(303);
  const address = new URL(response.headers.get("location") ?? "");
  expect(address.searchParams.get("redirect_uri")).toBe(`${origin}/api/auth/callback/google`);

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
  const page = await requestOnce(`${app.url}/`);
  expect(page.headers["strict-transport-security"]).toBe("max-age=31536000");
});
