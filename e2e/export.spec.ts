import { readFile } from "node:fs/promises";
import { confirmOn, signedInPerson } from "./support/account-form";
import { activityKinds, ageSignIn, personId } from "./support/account-rows";
import { providerNames } from "./support/control";
import type { HttpAnswer } from "./support/http-answer";
import { type HttpVisitor, hashOf } from "./support/http-visitor";
import { makePerson } from "./support/person";
import { signIn } from "./support/sign-in";
import { type StoredRow, storedRowsOf } from "./support/stored-rows";
import { expect, test } from "./support/test";

const path = "/account/data/export";
const confirmPath = "/account/confirm?returnTo=%2Faccount%2Fdata";

type Section = Record<string, unknown>[];
type Export = { format: string; exportedAt: string; profile: StoredRow } & Record<string, unknown>;

const ask = (visitor: HttpVisitor, headers = {}) => visitor.submit(path, [], headers);

async function download(visitor: HttpVisitor): Promise<Export> {
  const answer = await ask(visitor);
  expectFile(answer);
  return JSON.parse(answer.body) as Export;
}

function expectFile({ status, headers }: HttpAnswer) {
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "content-disposition": 'attachment; filename="foyer-export.json"',
    "cache-control": expect.stringContaining("no-store"),
    "x-content-type-options": "nosniff",
  });
}

test("the button downloads a file with what is stored about the person @nojs", async ({ page }) => {
  const person = await makePerson();
  await page.goto("/account/data");
  await signIn(page, "github", person);
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download my data" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe("foyer-export.json");
  const exported = JSON.parse(await readFile(await file.path(), "utf8")) as Export;
  expect(exported.format).toBe("foyer-export-1");
  expect(exported.profile).toMatchObject({ username: person.username, email: person.address });
  await expect(page).toHaveURL("/account/data");
  await page.goto("/account/activity");
  await expect(page.getByRole("listitem").filter({ hasText: "downloaded" })).toHaveCount(1);
});

/** Never to be given away: what is derived from a cookie. `user_id` is the profile's own. */
const leftOut = new Set(["user_id", "token_hash", "device_hash"]);

/** A row as it should stand in the file. */
function exportedRow(row: StoredRow): StoredRow {
  const columns = Object.entries(row).filter(([column]) => !leftOut.has(column));
  return Object.fromEntries(
    columns.map(([column, value]) => [
      column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value instanceof Date ? value.toISOString() : value,
    ]),
  );
}

test("the file has every row and every column that the database has about the person", async () => {
  const { person, visitor } = await signedInPerson();
  await visitor.signOut();
  await visitor.signIn("github", person.account);
  const exported = await download(visitor);
  const { users, ...tables } = await storedRowsOf(await personId(person.account));
  expect([exported.profile]).toEqual(users?.map(exportedRow));
  expect(Object.keys(exported).sort()).toEqual(
    ["exportedAt", "format", "profile", ...Object.keys(tables)].sort(),
  );
  const byId = (a: StoredRow, b: StoredRow) => String(a.id).localeCompare(String(b.id));
  for (const [table, rows] of Object.entries(tables)) {
    expect(rows.length, table).toBeGreaterThan(0);
    const section = exported[table] as Section;
    expect(section.toSorted(byId), table).toEqual(rows.map(exportedRow).toSorted(byId));
  }
  expect((exported.activity as Section).at(-1)).toMatchObject({ kind: "exported" });
});

test("the file has no cookie, no hash, and nothing of anybody else", async () => {
  const [own, other] = [await signedInPerson(), await signedInPerson()];
  const { body } = await ask(own.visitor);
  const cookies = own.visitor.jar.names().map((name) => own.visitor.jar.get(name) ?? "");
  const secrets = cookies.filter((value) => value.length > 10);
  expect(secrets.length).toBeGreaterThanOrEqual(2);
  const stored = await storedRowsOf(await personId(own.person.account));
  const hashes = Object.values(stored)
    .flat()
    .flatMap((row) => [row.token_hash, row.device_hash])
    .filter((hash) => typeof hash === "string");
  expect(hashes).toContain(hashOf(own.visitor.sessionToken()));
  const foreign = Object.values(await storedRowsOf(await personId(other.person.account)))
    .flat()
    .flatMap(({ id, email, username, provider_account_id }) => [
      id,
      email,
      username,
      provider_account_id,
    ])
    .filter((value) => typeof value === "string");
  expect(foreign).toContain(other.person.address);
  for (const text of [...secrets, ...hashes, ...foreign]) {
    expect(body.includes(text), "what does not belong there is in the file").toBe(false);
  }
});

test("every export is noted once, and one that was refused is not", async () => {
  const { person, visitor } = await signedInPerson();
  const exports = async () =>
    (await activityKinds(person.account)).filter((kind) => kind === "exported").length;
  await ask(visitor, { origin: "https://evil.example", "sec-fetch-site": "cross-site" });
  await visitor.get(path);
  expect(await exports()).toBe(0);
  await download(visitor);
  await download(visitor);
  expect(await exports()).toBe(2);
});

for (const provider of providerNames) {
  test(`somebody who signed in a while ago confirms with ${provider} first, and is back at the button`, async () => {
    const { person, visitor } = await signedInPerson({}, provider);
    await ageSignIn(visitor);
    expect((await visitor.get("/account/data")).body).not.toContain("Download my data");
    const refused = await ask(visitor);
    expect([refused.status, refused.location]).toEqual([303, confirmPath]);
    expect(refused.body).toBe("");

    const { account } = person;
    const confirmed = await confirmOn(visitor, confirmPath, { account, provider });
    expect([confirmed.status, confirmed.location]).toEqual([303, "/account/data"]);
    const page = await visitor.get("/account/data");
    expect(page.body).toContain("Thank you, it is you.");
    expect(page.body).toContain("Download my data");
    await download(visitor);
    expect(await activityKinds(account)).toEqual([
      "account-created",
      "sign-in",
      "confirmed",
      "exported",
    ]);
  });
}

test("nobody who is signed out gets a file", async () => {
  const { visitor } = await signedInPerson();
  const token = visitor.jar.copy();
  await visitor.signOut();
  visitor.jar = token;
  const answer = await ask(visitor);
  expect([answer.status, answer.location]).toEqual([303, "/sign-in?callbackUrl=%2Faccount%2Fdata"]);
  expect(answer.body).toBe("");
  expect((await visitor.get("/sign-in")).body).toContain("You are not signed in any more.");
});

const foreignHeaders = [
  { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  { origin: "null", "sec-fetch-site": "cross-site" },
  { origin: undefined, "sec-fetch-site": "cross-site" },
  { origin: undefined, "sec-fetch-site": undefined },
];

test("another site's form gets no file", async () => {
  const { visitor } = await signedInPerson();
  for (const headers of foreignHeaders) {
    const answer = await ask(visitor, headers);
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty("content-disposition");
  }
});

test("no other method than POST gets a file", async () => {
  const { person, visitor } = await signedInPerson();
  for (const method of ["GET", "HEAD", "PUT", "DELETE", "PATCH"]) {
    const headers = { origin: new URL(visitor.address).origin, "sec-fetch-site": "same-origin" };
    const answer = await visitor.send(path, { method, headers });
    expect([404, 405], method).toContain(answer.status);
    expect(answer.headers).not.toHaveProperty("content-disposition");
  }
  expect(await activityKinds(person.account)).not.toContain("exported");
});
