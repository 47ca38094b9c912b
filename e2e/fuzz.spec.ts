import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { signedInAt } from "./support/at-callback";
import { control } from "./support/control";
import { cookieName } from "./support/cookie-names";
import { flowCookieOf } from "./support/flow-cookie";
import { anything, countRows, elsewhere, expectHandled, headerText, runs } from "./support/fuzz";
import { formsOn } from "./support/html-form";
import { flowCookiePrefix, HttpVisitor, sessionCookie } from "./support/http-visitor";
import { shareAppWithDatabase } from "./support/shared-app";

// The tests share one app, whose database nothing else uses.
test.describe.configure({ mode: "default", timeout: 120_000 });

const shared = shareAppWithDatabase();

test.afterEach(async () => {
  expect((await new HttpVisitor(shared.app.url).get("/api/health")).status).toBe(200);
  expect(shared.app.output()).not.toContain('"event":"request.failed"');
});

test("no callback with random query and cookies signs in, echoes its input or fails", async () => {
  const names = ["code", "state", "iss", "error", "error_description", "scope", "x"];
  const parameters = fc.array(fc.tuple(fc.constantFrom(...names), anything), { maxLength: 8 });
  const cookieNames = ["the flow's", flowCookiePrefix, `${flowCookiePrefix}another`, sessionCookie];
  const more = ["foyer.flash", "foyer.device", "foyer.connect-offer", "x"].map(cookieName);
  const cookies = fc.array(fc.tuple(fc.constantFrom(...cookieNames, ...more), headerText), {
    maxLength: 8,
  });
  const provider = fc.constantFrom("google", "github");
  const before = await countRows(shared.database);
  await fc.assert(
    fc.asyncProperty(provider, parameters, cookies, async (name, query, jar) => {
      const search = new URLSearchParams(query.map(([key, value]) => [key, `${value}zqmark`]));
      const flow = flowCookieOf(search.get("state") ?? "");
      const cookie = jar
        .map(([key, value]) => `${key === "the flow's" ? flow : key}=${value}`)
        .join("; ");
      const path = `/api/auth/callback/${name}?${search}`;
      const response = await new HttpVisitor(shared.app.url).get(path, { cookie });
      expectHandled(response);
      expect(response.status === 401 || response.status === 431).toBe(true);
      expect(response.body).not.toContain("zqmark");
      expect(response.cookies.find((set) => set.name === sessionCookie)).toBeUndefined();
    }),
    runs,
  );
  expect(await countRows(shared.database)).toEqual(before);
});

test("no page with a random query fails or redirects to another origin", async () => {
  const visitor = await signedInAt(shared.app.url);
  const pages = ["/", "/sign-in", "/unavailable", "/too-many", "/account", "/account/activity"];
  const more = ["/account/connections/disconnect", "/account/confirm", "/account/sessions/ended"];
  const names = ["callbackUrl", "returnTo", "before", "account", "provider", "error"];
  const values = fc.oneof(anything, elsewhere);
  const query = fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...pages, ...more), query, async (page, parameters) => {
      // A new visitor each time, so that no cookies carry over.
      const cookie = `${sessionCookie}=${visitor.sessionToken()}`;
      const path = `${page}?${new URLSearchParams(parameters)}`;
      const response = await new HttpVisitor(shared.app.url).get(path, { cookie });
      expectHandled(response);
      if (response.location) {
        expect(new URL(response.location, shared.app.url).origin).toBe(
          new URL(shared.app.url).origin,
        );
      }
    }),
    runs,
  );
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("no random path fails", async () => {
  const segment = fc.oneof(
    anything.map(encodeURIComponentSafely),
    fc.stringMatching(/^[!-~]{0,60}$/).map((text) => text.replace(/[?#]/g, "")),
    fc.constantFrom("api", "auth", "callback", "account", "_next", "%", "%00", "..", "__proto__"),
  );
  const start = fc.constantFrom("", "account/", "api/auth/", "api/auth/callback/");
  await fc.assert(
    fc.asyncProperty(start, fc.array(segment, { maxLength: 5 }), async (folder, segments) => {
      const response = await new HttpVisitor(shared.app.url).get(
        `/x/../${folder}${segments.join("/")}`,
      );
      expectHandled(response);
    }),
    runs,
  );
});

test("no random session cookie is a session", async () => {
  await fc.assert(
    fc.asyncProperty(headerText, async (value) => {
      const cookie = `${sessionCookie}=${value}`;
      const response = await new HttpVisitor(shared.app.url).get("/api/auth/session", { cookie });
      expectHandled(response);
      expect(response.body).toBe("null");
    }),
    runs,
  );
});

test("no account form with random fields fails or changes another user", async () => {
  const otherUser = await signedInAt(shared.app.url);
  const { visitor, forms } = await severalForms();
  const names = ["username", "name", "picture", "account", "session", "provider", "returnTo"];
  const fields = fc.array(fc.tuple(fc.constantFrom(...names), anything), { maxLength: 6 });
  const before = await rowsOf(otherUser);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...forms), fields, async ({ path, marks }, values) => {
      expectHandled(await visitor.submit(path, [...marks, ...values]));
    }),
    runs,
  );
  expect(await visitor.sessionUser()).not.toBeNull();
  expect(await rowsOf(otherUser)).toEqual(before);
});

/** A user with two connected accounts and two sessions, and the action fields of each of their forms. */
async function severalForms() {
  const user = await control.createAccount({ google: {}, github: {} });
  const [visitor, other] = [new HttpVisitor(shared.app.url), new HttpVisitor(shared.app.url)];
  await visitor.signIn("google", user);
  await other.signIn("github", user);
  const connections = await visitor.get("/account/connections");
  const links = [
    ...connections.body.matchAll(/href="(\/account\/connections\/disconnect\?[^"]+)"/g),
  ];
  const pages = ["/account", "/account/sessions", "/account/data/delete", links[0]?.[1] ?? ""];
  const forms = await Promise.all(pages.map(async (path) => formsAt(visitor, path)));
  expect(forms.map((found) => found.length > 0)).toEqual(pages.map(() => true));
  return { visitor, forms: forms.flat() };
}

async function formsAt(visitor: HttpVisitor, path: string) {
  const { body } = await visitor.get(path);
  // The header's forms post to routes of their own.
  const others = formsOn(body).filter(({ action }) => action === "");
  return others.map(({ fields }) => ({
    path,
    marks: fields.filter(([name]) => name.startsWith("$ACTION_")),
  }));
}

async function rowsOf(visitor: HttpVisitor) {
  const id = (await visitor.sessionUser())?.id ?? null;
  return [...(await shared.database.sql`select * from users where id::text = ${String(id)}`)];
}

/** Replaces lone surrogates, on which `encodeURIComponent` throws. */
function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}
