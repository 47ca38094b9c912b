import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { anything, countRows, elsewhere, expectHandled, runs } from "./support/fuzz";
import { HttpVisitor, signInUrl, signOutUrl } from "./support/http-visitor";
import { shareAppWithDatabase } from "./support/shared-app";
import { stack } from "./support/stack";
import { submitJson } from "./support/submit-json";

test.describe.configure({ timeout: 120_000 });

const shared = shareAppWithDatabase();

const names = ["callbackUrl", "redirectTo", "provider", "prompt", "login_hint", "__proto__", "x"];
const pairs = fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof(anything, elsewhere)), {
  maxLength: 5,
});
const requests = fc.record({
  to: fc.constantFrom(signInUrl("google"), signInUrl("github"), signOutUrl),
  query: pairs,
  fields: pairs,
  isJson: fc.boolean(),
  headers: fc.constantFrom({}, { "x-auth-return-redirect": "1" }),
});

test("no sign-in or sign-out with random fields and query fails or redirects to another origin", async () => {
  const { appUrl, controlUrl } = stack();
  const providers = new URL(controlUrl).origin;
  const before = await countRows(shared.database);
  let begun = 0;
  await fc.assert(
    fc.asyncProperty(requests, async ({ to, query, fields, isJson, headers }) => {
      const visitor = new HttpVisitor(shared.app.url);
      const url = `${to}?${new URLSearchParams(query)}`;
      const response = isJson
        ? await submitJson(visitor, url, Object.fromEntries(fields), headers)
        : await visitor.submit(url, fields, headers);
      expectHandled(response);
      const isTold = String(response.headers["content-type"]).startsWith("application/json");
      const target = isTold ? JSON.parse(response.body).url : response.location;
      if (target === null) return;
      const { origin } = new URL(target, appUrl);
      if (origin === providers) begun += 1;
      expect(to === signOutUrl ? [appUrl] : [appUrl, providers]).toContain(origin);
    }),
    runs,
  );
  expect(begun).toBeGreaterThan(0);
  expect(await countRows(shared.database)).toEqual(before);
  expect(shared.app.output()).not.toContain('"event":"request.failed"');
});
