import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { AppServer, signInSettings } from "./support/app-server";
import { signedInAt } from "./support/at-callback";
import { control } from "./support/control";
import { formsOn } from "./support/html-form";
import type { HttpResponse } from "./support/http-response";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";

/** Nothing that a visitor sends may keep the app busy for longer. */
const patienceMs = 10_000;
const runs = { numRuns: 150, endOnFailure: true };

// One app with a database that nothing else writes to.
test.describe.configure({ mode: "default", timeout: 120_000 });

let own: OwnDatabase;
let app: AppServer;

test.beforeAll(async () => {
  own = await createOwnDatabase();
  app = await AppServer.start({ ...signInSettings(), DATABASE_URL: own.url });
  await app.ready();
});

test.afterEach(async () => {
  expect((await new HttpVisitor(app.url).get("/api/health")).status).toBe(200);
  expect(app.output()).not.toContain('"event":"request.failed"');
});

test.afterAll(async () => {
  await app?.stop();
  await own?.drop();
});

/** Text of every kind, up to what a browser's address bar holds. */
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.constantFrom("", "null", "undefined", "__proto__", "constructor", "0", "-1", "1e999"),
  fc.constantFrom("%", "%00", "%zz", "%ff", "%2e%2e%2f", "//evil.example", "javascript:alert(1)"),
  fc.stringMatching(/^[\w.-]{1,3000}$/),
);
const elsewhere = fc.constantFrom(
  ...["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example/"],
);
/** What may stand in a header, since Node sends nothing else. */
const headerText = fc.stringMatching(/^[\x21-\x3a\x3c-\x7e]{0,600}$/);

test("no callback, whatever its query and cookies, signs anybody in, echoes or fails", async () => {
  const names = ["code", "state", "iss", "error", "error_description", "scope", "x"];
  const parameters = fc.array(fc.tuple(fc.constantFrom(...names), anything), { maxLength: 8 });
  const cookieNames = ["authjs.state", "authjs.nonce", "authjs.pkce.code_verifier", "foyer.intent"];
  const more = ["authjs.callback-url", sessionCookie, "foyer.flash", "foyer.device", "x"];
  const cookies = fc.array(fc.tuple(fc.constantFrom(...cookieNames, ...more), headerText), {
    maxLength: 8,
  });
  const provider = fc.constantFrom("google", "github");
  const before = await rows();
  await fc.assert(
    fc.asyncProperty(provider, parameters, cookies, async (name, query, jar) => {
      const search = new URLSearchParams(query.map(([key, value]) => [key, `${value}zqmark`]));
      const cookie = jar.map((pair) => pair.join("=")).join("; ");
      const path = `/api/auth/callback/${name}?${search}`;
      const response = await new HttpVisitor(app.url).get(path, { cookie });
      expectSound(response);
      expect(response.status === 401 || response.status === 431).toBe(true);
      expect(response.body).not.toContain("zqmark");
      expect(response.cookies.find((set) => set.name === sessionCookie)).toBeUndefined();
    }),
    runs,
  );
  expect(await rows()).toEqual(before);
});

test("no query of a page fails, or leads off our origin", async () => {
  const visitor = await signedInAt(app.url);
  const pages = ["/", "/sign-in", "/unavailable", "/too-many", "/account", "/account/activity"];
  const more = ["/account/connections/disconnect", "/account/confirm", "/account/sessions/ended"];
  const names = ["callbackUrl", "returnTo", "before", "account", "provider", "error"];
  const values = fc.oneof(anything, elsewhere);
  const query = fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...pages, ...more), query, async (page, parameters) => {
      // Nothing of one visit is left for the next.
      const cookie = `${sessionCookie}=${visitor.sessionToken()}`;
      const path = `${page}?${new URLSearchParams(parameters)}`;
      const response = await new HttpVisitor(app.url).get(path, { cookie });
      expectSound(response);
      if (response.location) {
        expect(new URL(response.location, app.url).origin).toBe(new URL(app.url).origin);
      }
    }),
    runs,
  );
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("no path fails, whatever is in it", async () => {
  const segment = fc.oneof(
    anything.map(encodeURIComponentSafely),
    fc.stringMatching(/^[!-~]{0,60}$/).map((text) => text.replace(/[?#]/g, "")),
    fc.constantFrom("api", "auth", "callback", "account", "_next", "%", "%00", "..", "__proto__"),
  );
  const start = fc.constantFrom("", "account/", "api/auth/", "api/auth/callback/");
  await fc.assert(
    fc.asyncProperty(start, fc.array(segment, { maxLength: 5 }), async (folder, segments) => {
      const response = await new HttpVisitor(app.url).get(`/x/../${folder}${segments.join("/")}`);
      expectSound(response);
    }),
    runs,
  );
});

test("no session cookie that was not given out is anybody's, whatever is in it", async () => {
  await fc.assert(
    fc.asyncProperty(headerText, async (value) => {
      const cookie = `${sessionCookie}=${value}`;
      const response = await new HttpVisitor(app.url).get("/api/auth/session", { cookie });
      expectSound(response);
      expect(response.body).toBe("null");
    }),
    runs,
  );
});

test("no fields of an account's form fail, or change anything of somebody else", async () => {
  const otherUser = await signedInAt(app.url);
  const { visitor, forms } = await severalForms();
  const names = ["username", "name", "picture", "account", "session", "provider", "returnTo"];
  const fields = fc.array(fc.tuple(fc.constantFrom(...names), anything), { maxLength: 6 });
  const before = await rowsOf(otherUser);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...forms), fields, async ({ path, marks }, values) => {
      expectSound(await visitor.submit(path, [...marks, ...values]));
    }),
    runs,
  );
  expect(await visitor.sessionUser()).not.toBeNull();
  expect(await rowsOf(otherUser)).toEqual(before);
});

function expectSound({ status, milliseconds, headers }: HttpResponse): void {
  expect(status).toBeLessThan(500);
  expect(milliseconds).toBeLessThan(patienceMs);
  expect(headers["x-powered-by"]).toBeUndefined();
}

/** Somebody with two connections and two browsers, and what names the action of each of their forms. */
async function severalForms() {
  const user = await control.createAccount({ google: {}, github: {} });
  const [visitor, other] = [new HttpVisitor(app.url), new HttpVisitor(app.url)];
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
  const others = formsOn(body).filter(({ button }) => !button.includes("Sign out"));
  return others.map(({ fields }) => ({
    path,
    marks: fields.filter(([name]) => name.startsWith("$ACTION_")),
  }));
}

/** How many rows there are of everything about people. */
async function rows() {
  const [counts] = await own.sql`
    select (select count(*) from users) as users, (select count(*) from accounts) as accounts,
      (select count(*) from sessions) as sessions, (select count(*) from activity) as activity`;
  return counts;
}

async function rowsOf(visitor: HttpVisitor) {
  const id = (await visitor.sessionUser())?.id ?? null;
  return [...(await own.sql`select * from users where id::text = ${String(id)}`)];
}

/** A lone surrogate has no UTF-8. */
function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}
