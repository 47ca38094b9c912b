import { expect, test } from "@playwright/test";
import { ClientAtAddress } from "./support/client-at-address";
import { control } from "./support/control";
import { type FormField, formWithButton } from "./support/html-form";
import { shareAppWithDatabase } from "./support/shared-app";

// Next.js forwards an action that a page lacks by a request from the server to itself.
const elsewhere = "/nowhere";
const limit = 4;

test.describe.configure({ mode: "default" });

const shared = shareAppWithDatabase({
  TRUSTED_PROXY_HOPS: "1",
  RATE_LIMIT: "on",
  RATE_LIMIT_SIGN_IN: `${limit}/1h`,
});

test("a forwarded action counts against the limit of the client that sent it", async () => {
  const flooder = new ClientAtAddress(shared.app.url, "192.0.2.1");
  const fields = await flooder.signInFields("google");
  for (let n = 0; n < limit; n += 1) await forward(flooder, argumentsOf(fields), actionOf(fields));
  expect((await flooder.start("google")).location).toMatch(/^\/too-many\?/);
  await expect.poll(rejections).toBe(1);
  for (let n = 2; n < limit + 4; n += 1) {
    await forward(
      new ClientAtAddress(shared.app.url, `192.0.2.${n}`),
      argumentsOf(fields),
      actionOf(fields),
    );
  }
  expect(rejections()).toBe(1);
  expect(
    (await new ClientAtAddress(shared.app.url, "192.0.2.99").start("google")).location,
  ).toMatch(/^http/);
});

test("a forwarded action records the client's address in the activity", async () => {
  const visitor = new ClientAtAddress(shared.app.url, "198.51.100.7");
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  const fields = formWithButton((await visitor.get("/account")).body, "Save profile");
  const changed = fields.map(([name, value]): FormField => [name, name === "name" ? "New" : value]);
  await forward(visitor, argumentsOf(changed, "null"), actionOf(fields));
  const rows = await shared.database.sql`select ip from activity where kind = 'profile-changed'`;
  expect([...rows]).toEqual([{ ip: "198.51.100.7" }]);
});

test("a client cannot imitate a forwarded request to claim another address", async () => {
  const address = "203.0.113.5";
  const fields = await new ClientAtAddress(shared.app.url, address).signInFields("google");
  for (let n = 0; n < limit; n += 1) {
    const claimed = new ClientAtAddress(shared.app.url, `198.51.100.${n}, ${address}`);
    const proof = { "x-foyer-address-proof": "A".repeat(43) };
    await forward(claimed, argumentsOf(fields), actionOf(fields), proof);
  }
  expect((await new ClientAtAddress(shared.app.url, address).start("google")).location).toMatch(
    /^\/too-many\?/,
  );
});

/** The fields that React sends when a page calls an action with a form. */
function argumentsOf(form: FormField[], before = ""): FormField[] {
  const fields = form.filter(([name]) => !name.startsWith("$ACTION_"));
  const named = fields.map(([name, value]): FormField => [`_1_${name}`, value]);
  return [...named, ["0", `[${before && `${before},`}"$K1"]`]];
}

/** The id of a form's action, which is part of a field's name or value. */
function actionOf(fields: FormField[]): string {
  const marks = fields.flat().join(" ");
  return /\b[0-9a-f]{42}\b/.exec(marks.replaceAll("_", " "))?.[0] ?? "";
}

function rejections(): number {
  return shared.app.output().split('"event":"limit.reached"').length - 1;
}

function forward(visitor: ClientAtAddress, fields: FormField[], action: string, more = {}) {
  return visitor.submit(elsewhere, fields, { "next-action": action, ...more });
}
