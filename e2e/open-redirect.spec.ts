import { expect, test } from "@playwright/test";
import { control } from "./support/control";
import { findForm } from "./support/html-form";
import { HttpVisitor, signInUrl, signOutUrl } from "./support/http-visitor";
import { stack } from "./support/stack";
import { submitJson } from "./support/submit-json";

/** The app rejects longer fields, whatever they hold. */
const maxFieldLength = 2048;

const hostile = [
  "https://evil.example",
  "http://evil.example/account",
  "HTTPS:evil.example",
  "//evil.example",
  "///evil.example",
  "////evil.example/%2e%2e",
  "/\\evil.example",
  "\\/evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/./\\evil.example",
  "/.//evil.example",
  "/account/..//evil.example",
  "/\r\nset-cookie: planted=1",
  "/%0d%0aset-cookie:%20planted=1",
  "/%09/evil.example",
  "/%5cevil.example",
  "/%2f%2fevil.example",
  "%2f%2fevil.example",
  "javascript:alert(document.domain)",
  "JaVaScRiPt://%0aalert(1)",
  "data:text/html,<script>alert(1)</script>",
  "http:evil.example",
  "http://localhost@evil.example",
  "http://localhost.evil.example",
  "http://evil.example#@localhost",
  "ftp://localhost/",
  "/\u2028/evil.example",
  "/\u0000/evil.example",
  "@evil.example",
  ".evil.example",
  "\uff0f\uff0fevil.example",
  `/${"a".repeat(20_000)}`,
];

/** The URL to which a browser resolves a Location header of the app. */
function destination(location: string | null): URL {
  return new URL(location ?? "missing:", stack().appUrl);
}

const shown = (value: string) => JSON.stringify(value.slice(0, 50));

for (const value of hostile) {
  test(`callbackUrl ${shown(value)} leads to a path on our origin`, async () => {
    const user = await control.createAccount({ google: {} });

    const linked = new HttpVisitor();
    const path = `/sign-in?${new URLSearchParams({ callbackUrl: value })}`;
    // Node rejects a request head of 20 kB before the app sees it.
    if (path.length < 16_000) {
      const { fields: shown } = findForm((await linked.get(path)).body, "Continue with Google");
      const fields = new Map(shown);
      const offered = fields.get("callbackUrl") ?? "";
      expect(destination(offered).origin).toBe(stack().appUrl);
      expect(offered).toMatch(/^\/(?![/\\])/);
    }

    for (const start of [submitForm, submitJson]) {
      const forged = new HttpVisitor();
      const started = await start(forged, signInUrl("google"), { callbackUrl: value });
      if (value.length > maxFieldLength) {
        expect([started.status, started.location]).toEqual([413, null]);
        continue;
      }
      const url = await control.authorize({ url: started.location ?? "", account: user.id });
      const response = await forged.follow(new URL(url));
      expect(response.status).toBe(303);
      expect(destination(response.location).origin).toBe(stack().appUrl);
      expect(response.location).toMatch(/^\/(?![/\\])/);
      expect(response.cookies.map(({ name }) => name)).not.toContain("planted");
    }
  });

  test(`callbackUrl ${shown(value)} of a sign-out leads to a path on our origin`, async () => {
    for (const end of [submitForm, submitJson]) {
      const response = await end(new HttpVisitor(), signOutUrl, { callbackUrl: value });
      if (value.length > maxFieldLength) {
        expect([response.status, response.location]).toEqual([413, null]);
        continue;
      }
      expect(response.status).toBe(303);
      expect(response.location).toMatch(/^\/(?![/\\])/);

      const headers = { "x-auth-return-redirect": "1" };
      const told = await end(new HttpVisitor(), signOutUrl, { callbackUrl: value }, headers);
      expect(new URL(JSON.parse(told.body).url).origin).toBe(stack().appUrl);
    }
  });
}

function submitForm(visitor: HttpVisitor, path: string, values: object, headers = {}) {
  return visitor.submit(path, Object.entries(values), headers);
}

test("a path on our origin is kept, with its query and fragment", async () => {
  const user = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor();
  const path = `/sign-in?${new URLSearchParams({ callbackUrl: "/account?tab=a%20b&x=%2F#end" })}`;
  const response = await visitor.follow(await visitor.reachCallback("google", user, path));
  expect(response.location).toBe("/account?tab=a%20b&x=%2F#end");
});

test("a repeated callbackUrl parameter is ignored", async () => {
  const visitor = new HttpVisitor();
  const path = "/sign-in?callbackUrl=/account&callbackUrl=https://evil.example";
  const { fields } = findForm((await visitor.get(path)).body, "Continue with Google");
  expect(new Map(fields).get("callbackUrl")).toBe("/");
});

test("a failed sign-in offers to start again with the same return path, and never another site", async () => {
  const user = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor();
  const url = await visitor.reachCallback("google", user, "/sign-in?callbackUrl=/account");
  const again = await new HttpVisitor().follow(url);
  expect(again.body).toContain('href="/sign-in"');
  url.searchParams.set("code", "");
  expect((await visitor.follow(url)).body).toContain('href="/sign-in?callbackUrl=%2Faccount"');
});
