import { expect, test } from "@playwright/test";
import { AppServer, signInSettings } from "./support/app-server";
import { control } from "./support/control";
import { type FormField, formWithButton } from "./support/html-form";
import { Neighbour } from "./support/neighbour";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";

// Next.js sends an action that a page does not have to this server again, from the server itself.
const elsewhere = "/nowhere";
const limit = 4;

test.describe.configure({ mode: "default" });

let own: OwnDatabase;
let app: AppServer;

test.beforeAll(async () => {
  own = await createOwnDatabase();
  app = await AppServer.start({
    ...signInSettings(),
    DATABASE_URL: own.url,
    TRUSTED_PROXY_HOPS: "1",
    RATE_LIMIT: "on",
    RATE_LIMIT_SIGN_IN: `${limit}/1h`,
  });
  await app.ready();
});

test.afterAll(async () => {
  await app?.stop();
  await own?.drop();
});

test("a forwarded action counts for its visitor, and for nobody else", async () => {
  const flooder = new Neighbour(app.url, "192.0.2.1");
  const fields = await flooder.signInFields("google");
  for (let n = 0; n < limit; n += 1) await forward(flooder, argumentsOf(fields), actionOf(fields));
  expect((await flooder.start("google")).location).toMatch(/^\/too-many\?/);
  await expect.poll(refusals).toBe(1);
  for (let n = 2; n < limit + 4; n += 1) {
    await forward(new Neighbour(app.url, `192.0.2.${n}`), argumentsOf(fields), actionOf(fields));
  }
  expect(refusals()).toBe(1);
  expect((await new Neighbour(app.url, "192.0.2.99").start("google")).location).toMatch(/^http/);
});

test("a forwarded action notes its visitor's address in the activity", async () => {
  const visitor = new Neighbour(app.url, "198.51.100.7");
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  const fields = formWithButton((await visitor.get("/account")).body, "Save profile");
  const changed = fields.map(([name, value]): FormField => [name, name === "name" ? "New" : value]);
  await forward(visitor, argumentsOf(changed, "null"), actionOf(fields));
  const rows = await own.sql`select ip from activity where kind = 'profile-changed'`;
  expect([...rows]).toEqual([{ ip: "198.51.100.7" }]);
});

test("what a client knows of a forwarded request makes it nobody else", async () => {
  const address = "203.0.113.5";
  const fields = await new Neighbour(app.url, address).signInFields("google");
  for (let n = 0; n < limit; n += 1) {
    const claimed = new Neighbour(app.url, `198.51.100.${n}, ${address}`);
    const proof = { "x-foyer-address-proof": "A".repeat(43) };
    await forward(claimed, argumentsOf(fields), actionOf(fields), proof);
  }
  expect((await new Neighbour(app.url, address).start("google")).location).toMatch(/^\/too-many\?/);
});

/** What React sends when a page of its own calls an action with a form. */
function argumentsOf(form: FormField[], before = ""): FormField[] {
  const fields = form.filter(([name]) => !name.startsWith("$ACTION_"));
  const named = fields.map(([name, value]): FormField => [`_1_${name}`, value]);
  return [...named, ["0", `[${before && `${before},`}"$K1"]`]];
}

/** The id of a form's action, which stands in a name or in what belongs to it. */
function actionOf(fields: FormField[]): string {
  const marks = fields.flat().join(" ");
  return /\b[0-9a-f]{42}\b/.exec(marks.replaceAll("_", " "))?.[0] ?? "";
}

function refusals(): number {
  return app.output().split('"event":"limit.reached"').length - 1;
}

function forward(visitor: Neighbour, fields: FormField[], action: string, more = {}) {
  return visitor.submit(elsewhere, fields, { "next-action": action, ...more });
}
