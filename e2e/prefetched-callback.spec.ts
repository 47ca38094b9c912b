import type { Page } from "@playwright/test";
import { goOnAs } from "./support/browser-session";
import { control } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { homeTitle } from "./support/home-page";
import { HttpVisitor } from "./support/http-visitor";
import { expect, test } from "./support/test-with-proxy";

const marks: Record<string, string>[] = [
  { "sec-purpose": "prefetch" },
  { "sec-purpose": "prefetch;prerender" },
  { "sec-purpose": "prefetch;anonymous-client-ip" },
  { purpose: "prefetch" },
];

for (const mark of marks) {
  test(`a callback with ${JSON.stringify(mark)} redeems nothing, and the next one signs in`, async () => {
    const account = await control.createAccount({ google: {} });
    const visitor = new HttpVisitor();
    const { pathname, search } = await visitor.reachCallback("google", account);
    const before = visitor.jar.header();
    const prefetched = await visitor.get(`${pathname}${search}`, mark);
    expect([prefetched.status, prefetched.body]).toEqual([503, ""]);
    expect(prefetched.headers["cache-control"]).toBe("no-store");
    expect(visitor.jar.header()).toBe(before);
    expect(await control.requests(account.id)).not.toContainEqual(
      expect.objectContaining({ endpoint: "token" }),
    );
    expect(await countRowsOf(account)).toEqual(noRows);
    const followed = await visitor.get(`${pathname}${search}`);
    expect([followed.status, followed.location]).toEqual([303, "/"]);
    expect(await countRowsOf(account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
  });
}

test("a browser that has prefetched the callback can still follow a link to it", async ({
  page,
  browserProxy,
}) => {
  const account = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor();
  const callback = await visitor.reachCallback("google", account);
  await goOnAs(page, visitor);
  await openPageThatPrefetches(page, callback.href);
  const seen = () =>
    browserProxy.requests
      .filter(({ url }) => url.href === callback.href)
      .map(({ headers, status }) => [headers["sec-purpose"], status]);
  await expect.poll(seen).toEqual([["prefetch", 503]]);
  expect(await countRowsOf(account)).toEqual(noRows);
  await page.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(homeTitle());
  expect(seen()).toEqual([
    ["prefetch", 503],
    [undefined, 303],
  ]);
  expect(await countRowsOf(account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
});

/** Opens another origin's page, whose speculation rules name the URL. */
async function openPageThatPrefetches(page: Page, url: string) {
  const rules = { prefetch: [{ urls: [url], eagerness: "immediate" }] };
  const body = `<script type="speculationrules">${JSON.stringify(rules)}</script>
    <a href="${url.replaceAll("&", "&amp;")}">Go on</a>`;
  const address = "http://localhost:1/";
  await page.route(address, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(address);
}
