import type { OutgoingHttpHeaders } from "node:http";
import { expect, test } from "@playwright/test";
import type { AppServer } from "./support/app-server";
import { startBuilderAppAt } from "./support/builder-app";
import { freePort } from "./support/free-port";
import { requestOnce } from "./support/http-response";

// The tests share one app.
test.describe.configure({ mode: "default" });

let app: AppServer;

test.beforeAll(async () => {
  // At its own address, since Next.js compares an action's origin with it.
  app = await startBuilderAppAt(`http://localhost:${await freePort()}`, {});
});
test.afterAll(() => app?.stop());

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** As a payment provider's server, another site's page, and a sandboxed frame send them. */
const senders: Record<string, OutgoingHttpHeaders> = {
  "a server": {},
  "another site": { origin: "https://shop.example", "sec-fetch-site": "cross-site" },
  "a sandboxed frame": { origin: "null", "sec-fetch-site": "cross-site" },
};

for (const [sender, headers] of Object.entries(senders)) {
  test(`a route handler of the builder's gets every method from ${sender}`, async () => {
    for (const method of methods) {
      const sends = !["GET", "HEAD", "OPTIONS"].includes(method);
      const response = await requestOnce(`${app.url}/webhook?a=1`, {
        method,
        headers: { ...headers, ...(sends && { "content-length": 7 }) },
        ...(sends && { body: "a=1&b=2" }),
      });
      expect([method, response.status, response.headers["x-method"]]).toEqual([
        method,
        202,
        method,
      ]);
      if (method === "HEAD") continue;
      expect(JSON.parse(response.body)).toEqual({
        method,
        origin: headers.origin ?? null,
        fromProxy: "of the proxy",
        text: sends ? "a=1&b=2" : "",
      });
    }
  });
}

test("a preflight gets the handler's own response", async () => {
  const response = await requestOnce(`${app.url}/webhook`, {
    method: "OPTIONS",
    headers: {
      origin: "https://shop.example",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "content-type",
    },
  });
  expect(response.headers["access-control-allow-origin"]).toBe("https://shop.example");
});

test("a server action of the builder's takes every type of argument that React supports", async ({
  page,
}) => {
  await page.goto(`${app.url}/values`);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("status")).toHaveText(
    `1970-01-01T00:00:00.000Z | 1 | xy | ${2n ** 70n} | 1,2,3 | note.txt content | 3 | value`,
  );
});
