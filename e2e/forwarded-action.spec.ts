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
  RATE_LIMIT_ACCOUNT: `${limit}/1h`,
  RATE_LIMIT_PERSON: "1000/1h",
});

test("a forwarded action counts against the limit of the client that sent it", async () => {
  const { flooder, fields, anotherClient } = await signedInWithForm("192.0.2.1");
  for (let n = 0; n < limit; n += 1) await forward(flooder, fields);
  expect((await save(flooder, fields)).location).toMatch(/^\/too-many\?/);
  await expect.poll(rejections).toBe(1);
  for (let n = 2; n < limit + 4; n += 1) await forward(anotherClient(`192.0.2.${n}`), fields);
  expect(rejections()).toBe(1);
  expect((await save(anotherClient("192.0.2.99"), fields)).location).toBe("/account");
});

test("a forwarded action records the client's address in the activity", async () => {
  const visitor = new ClientAtAddress(shared.app.url, "198.51.100.7");
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  const fields = formWithButton((await visitor.get("/account")).body, "Save profile");
  await forward(
    visitor,
    fields.map(([name, value]): FormField => [name, name === "name" ? "New" : value]),
  );
  const rows = await shared.database.sql`select ip from activity where kind = 'profile-changed'`;
  expect([...rows]).toEqual([{ ip: "198.51.100.7" }]);
});

test("a client cannot imitate a forwarded request to claim another address", async () => {
  const address = "203.0.113.5";
  const { flooder, fields, anotherClient } = await signedInWithForm(address);
  const proof = { "x-foyer-address-proof": "A".repeat(43) };
  for (let n = 0; n < limit; n += 1) {
    await forward(anotherClient(`198.51.100.${n}, ${address}`), fields, proof);
  }
  expect((await save(flooder, fields)).location).toMatch(/^\/too-many\?/);
});

/** A signed-in user at this address, the form of their profile, and their browser at other addresses. */
async function signedInWithForm(address: string) {
  const flooder = new ClientAtAddress(shared.app.url, address);
  await flooder.signIn("google", await control.createAccount({ google: {} }));
  const fields = formWithButton((await flooder.get("/account")).body, "Save profile");
  const anotherClient = (networkAddress: string) => {
    const client = new ClientAtAddress(shared.app.url, networkAddress);
    client.jar = flooder.jar.copy();
    return client;
  };
  return { flooder, fields, anotherClient };
}

const save = (client: ClientAtAddress, fields: FormField[]) => client.submit("/account", fields);

/** The fields that React sends when a page calls an action with its last state and a form. */
function argumentsOf(form: FormField[]): FormField[] {
  const fields = form.filter(([name]) => !name.startsWith("$ACTION_"));
  const named = fields.map(([name, value]): FormField => [`_1_${name}`, value]);
  return [...named, ["0", '[null,"$K1"]']];
}

/** The id of a form's action, which is part of a field's name or value. */
function actionOf(fields: FormField[]): string {
  const marks = fields.flat().join(" ");
  return /\b[0-9a-f]{42}\b/.exec(marks.replaceAll("_", " "))?.[0] ?? "";
}

function rejections(): number {
  return shared.app.output().split('"event":"limit.reached"').length - 1;
}

function forward(visitor: ClientAtAddress, fields: FormField[], more = {}) {
  const headers = { "next-action": actionOf(fields), ...more };
  return visitor.submit(elsewhere, argumentsOf(fields), headers);
}
