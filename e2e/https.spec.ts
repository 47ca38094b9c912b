import { expect, test } from "@playwright/test";
import { requestOnce } from "./support/http-response";
import { HttpsVisitor, httpsOrigin } from "./support/https-visitor";
import { shareApp } from "./support/shared-app";

/** Behind a proxy that ends TLS, the browser's origin is https but the app receives http. */
const shared = shareApp({ AUTH_URL: httpsOrigin });

test("on https every cookie has the __Host- prefix and is Secure, HttpOnly and Lax", async () => {
  const visitor = new HttpsVisitor(shared.app.url);
  const response = await visitor.start("google");
  expect(response.status).toBe(303);
  const address = new URL(response.location ?? "");
  expect(address.searchParams.get("redirect_uri")).toBe(`${httpsOrigin}/api/auth/callback/google`);

  expect(visitor.cookies).toHaveLength(1);
  for (const cookie of visitor.cookies) {
    expect(cookie).toMatch(/^__Host-foyer\.flow\./);
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
