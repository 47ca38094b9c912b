import type { AppServer } from "./support/app-server";
import { startBuilderAppAt } from "./support/builder-app";
import { freePort } from "./support/free-port";
import { requestOnce } from "./support/http-response";
import { expect, test } from "./support/test";

// The tests share one app, with a proxy of the builder's.
test.describe.configure({ mode: "default" });

let app: AppServer;

test.beforeAll(async () => {
  app = await startBuilderAppAt(`http://localhost:${await freePort()}`, {});
});
test.afterAll(() => app?.stop());

test("a builder's proxy redirects, and the response has the headers of pages", async () => {
  const { status, location, headers } = await requestOnce(`${app.url}/old-pricing`);
  expect([status, new URL(location ?? "", app.url).pathname]).toEqual([307, "/pricing"]);
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("a builder's proxy rewrites to a page, which has nonces and works in a browser", async ({
  page,
}) => {
  const response = await page.goto(`${app.url}/plans`);
  expect(response?.headers()["content-security-policy"]).toContain("'nonce-");
  await expect(page.getByRole("heading")).toHaveText("Your plan");
  await page.getByRole("button", { name: "1 seats" }).click();
  await expect(page.getByRole("button", { name: "2 seats" })).toBeVisible();
});

test("a builder's proxy sets headers of the request and of the response", async () => {
  const { headers, body } = await requestOnce(`${app.url}/webhook`);
  expect(headers["x-acme"]).toBe("of the proxy");
  expect(JSON.parse(body).fromProxy).toBe("of the proxy");
});

test("Foyer's pages keep their nonce and their headers beside a builder's proxy", async ({
  page,
}) => {
  for (const path of ["/", "/sign-in"]) {
    const response = await page.goto(`${app.url}${path}`);
    const headers = response?.headers() ?? {};
    const nonces = [...(await page.content()).matchAll(/nonce="([^"]+)"/g)].map(
      ([, nonce]) => nonce,
    );
    expect(headers["x-content-type-options"]).toBe("nosniff");
    const [, nonce] =
      /script-src 'self' 'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "") ?? [];
    expect(nonce).toBeTruthy();
    for (const used of nonces) expect(["", nonce]).toContain(used);
  }
});

test("Foyer's addresses refuse beside a builder's proxy what they refuse without", async () => {
  const refused: [string, string, Record<string, string>, number][] = [
    ["/account", "POST", { origin: "https://evil.example" }, 403],
    ["/account", "PUT", { origin: app.url }, 405],
    ["/account", "POST", { origin: app.url }, 400],
    ["/api/auth/signin/google", "POST", { origin: "https://evil.example" }, 403],
  ];
  for (const [path, method, headers, status] of refused) {
    const response = await requestOnce(`${app.url}${path}`, { method, headers });
    expect([path, method, response.status]).toEqual([path, method, status]);
  }
});
