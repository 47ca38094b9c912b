import type { OutgoingHttpHeaders } from "node:http";
import type { AppServer } from "./support/app-server";
import { startBareApp, startBuilderAppAt } from "./support/builder-app";
import { freePort } from "./support/free-port";
import { formWithButton } from "./support/html-form";
import { requestOnce } from "./support/http-response";
import { multipart, multipartType } from "./support/multipart";
import { expect, test } from "./support/test";

// The tests share two apps of the same files: one with Foyer, and a bare one.
test.describe.configure({ mode: "default" });

let apps: AppServer[] = [];

test.beforeAll(async () => {
  const foyers = await startBuilderAppAt(`http://localhost:${await freePort()}`, {});
  apps = [foyers, await startBareApp()];
});
test.afterAll(() => Promise.all(apps.map((app) => app.stop())));

/** Headers that a handler, a proxy or Next.js sets; Foyer adds security headers to pages. */
const compared = [
  ...["access-control-allow-origin", "allow", "content-type", "location", "set-cookie"],
  ...["x-acme", "x-action-redirect", "x-method", "x-nextjs-prerender"],
];

type Sent = { method?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer };

/** Sends the same request to both apps, and returns what Next.js with Foyer and without it responds. */
async function both(path: string, { headers, ...sent }: Sent = {}) {
  return Promise.all(
    apps.map(async ({ url }) => {
      const own = Object.entries(headers ?? {}).map(([name, value]) => [
        name,
        value === "its own" ? url : value,
      ]);
      const response = await requestOnce(`${url}${path}`, {
        ...sent,
        headers: Object.fromEntries(own),
      });
      const found = compared.map((name) => [name, String(response.headers[name]).replace(url, "")]);
      const { status, body } = response;
      const isPage = String(response.headers["content-type"]).startsWith("text/html");
      const text = isPage ? /<h1.*?<\/h1>/s.exec(body)?.[0] : body.replaceAll(url, "");
      return { status, text, ...Object.fromEntries(found) };
    }),
  );
}

/** The same, expecting no difference, and this status. */
async function expectAlike(status: number, path: string, sent: Sent = {}) {
  const [withFoyer, bare] = await both(path, sent);
  expect({ path, sent: sent.method, ...withFoyer }).toEqual({ path, sent: sent.method, ...bare });
  expect([path, bare?.status]).toEqual([path, status]);
}

const senders: Record<string, OutgoingHttpHeaders> = {
  "a server": {},
  "the app itself": { origin: "its own", "sec-fetch-site": "same-origin" },
  "another site": { origin: "https://shop.example", "sec-fetch-site": "cross-site" },
  "a sandboxed frame": { origin: "null", "sec-fetch-site": "cross-site" },
};

for (const [sender, headers] of Object.entries(senders)) {
  test(`a route handler responds to every method from ${sender} as without Foyer`, async () => {
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const body = ["POST", "PUT", "PATCH"].includes(method) ? '{"paid":true}' : undefined;
      const type = body && { "content-type": "application/json", "content-length": body.length };
      const sent = { method, headers: { ...headers, ...type }, ...(body && { body }) };
      await expectAlike(202, "/webhook?a=1&a=2", sent);
    }
  });

  test(`a route handler without a method responds to it from ${sender} as without Foyer`, async () => {
    for (const method of ["GET", "PUT", "DELETE", "PATCH"])
      await expectAlike(405, "/api/inbox", { method, headers });
    await expectAlike(204, "/api/inbox", { method: "OPTIONS", headers });
  });
}

test("a CORS preflight gets the response of the handler as without Foyer", async () => {
  const headers = {
    origin: "https://shop.example",
    "access-control-request-method": "PUT",
    "access-control-request-headers": "content-type",
  };
  await expectAlike(202, "/webhook", { method: "OPTIONS", headers });
});

test("bodies of 10 MB and more arrive as without Foyer", async () => {
  const framings = [
    (body: Buffer) => ({ "content-length": body.length }),
    () => ({ "transfer-encoding": "chunked" }),
  ];
  for (const path of ["/upload", "/api/inbox"]) {
    for (const megabytes of [10, 11, 30]) {
      const body = Buffer.alloc(megabytes * 1024 * 1024, "0123456789");
      for (const framing of framings)
        await expectAlike(200, path, { method: "POST", headers: framing(body), body });
    }
  }
});

test("a proxy redirects and rewrites as without Foyer", async () => {
  await expectAlike(307, "/old-pricing");
  await expectAlike(200, "/plans");
});

test("pages respond as without Foyer", async () => {
  for (const path of ["/pricing", "/styled", "/blog/first", "/blog/another", "/notes", "/values"])
    await expectAlike(200, path);
  await expectAlike(308, "/pricing/");
});

test("a form's server action responds without JavaScript as without Foyer", async () => {
  const pages = await Promise.all(apps.map(({ url }) => requestOnce(`${url}/notes`)));
  const responses = await Promise.all(
    pages.map(async ({ body }, index) => {
      const fields = formWithButton(body, "Save note").filter(([name]) => name !== "note");
      const url = apps[index]?.url ?? "";
      const headers = { ...multipartType, origin: url };
      const sent = { method: "POST", headers, body: multipart(...fields, ["note", "Grüße\n1"]) };
      const { status, location } = await requestOnce(`${url}/notes`, sent);
      return { status, location };
    }),
  );
  expect(responses[0]).toEqual(responses[1]);
  expect(responses[1]?.status).toBe(303);
});

test("a call with a Date, Map, Set, BigInt and File returns the same as without Foyer", async ({
  page,
}) => {
  const results: string[] = [];
  for (const { url } of apps) {
    await page.goto(`${url}/values`);
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("status")).toHaveText(/\| value$/);
    results.push((await page.getByRole("status").textContent()) ?? "");
  }
  expect(results[0]).toBe(results[1]);
});

test("client components and inline styles work on prerendered and other pages as without Foyer", async ({
  page,
}) => {
  for (const path of ["/pricing", "/styled", "/plans"]) {
    const results: unknown[] = [];
    for (const { url } of apps) {
      await page.goto(`${url}${path}`);
      await page.getByRole("button", { name: "1 seats" }).click();
      await expect(page.getByRole("button", { name: "2 seats" })).toBeVisible();
      const colour = await page
        .getByRole("heading")
        .evaluate((heading) => getComputedStyle(heading).color);
      results.push([colour, await page.title()]);
    }
    expect([path, results[0]]).toEqual([path, results[1]]);
  }
});
