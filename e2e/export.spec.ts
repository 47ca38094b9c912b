import { readFile } from "node:fs/promises";
import { disconnectPath, press } from "./support/account-centre";
import { confirmOn, signedInUser } from "./support/account-form";
import { activityKinds, ageSignIn, userIdOf } from "./support/account-rows";
import { providerNames } from "./support/control";
import { crossSiteHeaders } from "./support/cross-site";
import { ofFoyer } from "./support/foyer-tables";
import type { HttpResponse } from "./support/http-response";
import { type HttpVisitor, hashOf } from "./support/http-visitor";
import { makeRareRows } from "./support/rare-rows";
import { signIn } from "./support/sign-in";
import { type StoredRow, storedRowsOf } from "./support/stored-rows";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";
import { connectionId } from "./support/visitor-rows";

const path = "/account/data/export";
const confirmPath = "/account/confirm?returnTo=%2Faccount%2Fdata";

type Section = Record<string, unknown>[];
type Export = { format: string; exportedAt: string; profile: StoredRow } & Record<string, unknown>;

const ask = (visitor: HttpVisitor, headers = {}) => visitor.submit(path, [], headers);

async function download(visitor: HttpVisitor): Promise<Export> {
  const response = await ask(visitor);
  expectFile(response);
  return JSON.parse(response.body) as Export;
}

function expectFile({ status, headers }: HttpResponse) {
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "content-disposition": 'attachment; filename="foyer-export.json"',
    "cache-control": expect.stringContaining("no-store"),
    "x-content-type-options": "nosniff",
  });
}

test("the button downloads a file with the user's data @nojs", async ({ page }) => {
  const user = await makeTestUser();
  await page.goto("/account/data");
  await signIn(page, "github", user);
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download my data" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe("foyer-export.json");
  const exported = JSON.parse(await readFile(await file.path(), "utf8")) as Export;
  expect(exported.format).toBe("foyer-export-1");
  expect(exported.profile).toMatchObject({ username: user.username, email: user.address });
  await expect(page).toHaveURL("/account/data");
  await page.goto("/account/activity");
  await expect(page.getByRole("listitem").filter({ hasText: "downloaded" })).toHaveCount(1);
});

/**
 * Columns that the file omits: hashes and sealed values are secret, `user_id` repeats the profile's id, and
 * the operator who acted is another person.
 */
const omitted = new Set([
  ...["user_id", "token_hash", "device_hash", "account_hash", "identity_hash", "undo"],
  ...["actor_id", "invitation_id"],
]);

const camelCase = (name: string) =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The expected form of a row in the file. */
function exportedRow(row: StoredRow): StoredRow {
  const columns = Object.entries(row).filter(([column]) => !omitted.has(column));
  return Object.fromEntries(
    columns.map(([column, value]) => [camelCase(column), exportedValue(value)]),
  );
}

function exportedValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return Buffer.isBuffer(value) ? value.toString("base64") : value;
}

test("the file has every row and column about the user", async () => {
  const { user, visitor } = await signedInUser();
  await visitor.signOut();
  await visitor.signIn("github", user.account);
  await press(visitor, disconnectPath(await connectionId(visitor, "google")), "Disconnect");
  await makeRareRows(await userIdOf(user.account));
  const exported = await download(visitor);
  const { users, ...tables } = ofFoyer(await storedRowsOf(await userIdOf(user.account)));
  expect([exported.profile]).toEqual(users?.map(exportedRow));
  expect(Object.keys(exported).sort()).toEqual(
    ["exportedAt", "format", "profile", ...Object.keys(tables).map(camelCase)].sort(),
  );
  const byId = (a: StoredRow, b: StoredRow) => String(a.id).localeCompare(String(b.id));
  for (const [table, rows] of Object.entries(tables)) {
    expect(rows.length, table).toBeGreaterThan(0);
    const section = exported[camelCase(table)] as Section;
    expect(section.toSorted(byId), table).toEqual(rows.map(exportedRow).toSorted(byId));
  }
  expect((exported.activity as Section).at(-1)).toMatchObject({ kind: "exported" });
});

test("the file has no cookie, no hash, and nothing about other users", async () => {
  const [own, other] = [await signedInUser(), await signedInUser()];
  const { body } = await ask(own.visitor);
  const cookies = own.visitor.jar.names().map((name) => own.visitor.jar.get(name) ?? "");
  const secrets = cookies.filter((value) => value.length > 10);
  expect(secrets.length).toBeGreaterThanOrEqual(2);
  const stored = await storedRowsOf(await userIdOf(own.user.account));
  const hashes = Object.values(stored)
    .flat()
    .flatMap((row) => [row.token_hash, row.device_hash])
    .filter((hash) => typeof hash === "string");
  expect(hashes).toContain(hashOf(own.visitor.sessionToken()));
  const foreign = Object.values(await storedRowsOf(await userIdOf(other.user.account)))
    .flat()
    .flatMap(({ id, email, username, provider_account_id }) => [
      id,
      email,
      username,
      provider_account_id,
    ])
    .filter((value) => typeof value === "string");
  expect(foreign).toContain(other.user.address);
  for (const text of [...secrets, ...hashes, ...foreign]) {
    expect(body.includes(text), "a secret or another user's data is in the file").toBe(false);
  }
});

test("every export is recorded once, and a rejected one is not", async () => {
  const { user, visitor } = await signedInUser();
  const exports = async () =>
    (await activityKinds(user.account)).filter((kind) => kind === "exported").length;
  await ask(visitor, { origin: "https://evil.example", "sec-fetch-site": "cross-site" });
  await visitor.get(path);
  expect(await exports()).toBe(0);
  await download(visitor);
  await download(visitor);
  expect(await exports()).toBe(2);
});

for (const provider of providerNames) {
  test(`a user whose sign-in is not fresh confirms with ${provider} first, and returns to the button`, async () => {
    const { user, visitor } = await signedInUser({}, provider);
    await ageSignIn(visitor);
    expect((await visitor.get("/account/data")).body).not.toContain("Download my data");
    const rejected = await ask(visitor);
    expect([rejected.status, rejected.location]).toEqual([303, confirmPath]);
    expect(rejected.body).toBe("");

    const { account } = user;
    const confirmed = await confirmOn(visitor, confirmPath, { account, provider });
    expect([confirmed.status, confirmed.location]).toEqual([303, "/account/data"]);
    const page = await visitor.get("/account/data");
    expect(page.body).toContain("Confirmed.");
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

test("a signed-out visitor gets no file", async () => {
  const { visitor } = await signedInUser();
  const token = visitor.jar.copy();
  await visitor.signOut();
  visitor.jar = token;
  const response = await ask(visitor);
  expect([response.status, response.location]).toEqual([
    303,
    "/sign-in?callbackUrl=%2Faccount%2Fdata",
  ]);
  expect(response.body).toBe("");
  expect((await visitor.get("/sign-in")).body).toContain("You’re not signed in anymore.");
});

test("another site's form gets no file", async () => {
  const { visitor } = await signedInUser();
  for (const headers of crossSiteHeaders) {
    const response = await ask(visitor, headers);
    expect(response.status).toBe(403);
    expect(response.headers).not.toHaveProperty("content-disposition");
  }
});

test("only POST gets a file", async () => {
  const { user, visitor } = await signedInUser();
  for (const method of ["GET", "HEAD", "PUT", "DELETE", "PATCH"]) {
    const headers = { origin: new URL(visitor.address).origin, "sec-fetch-site": "same-origin" };
    const response = await visitor.send(path, { method, headers });
    expect([404, 405], method).toContain(response.status);
    expect(response.headers).not.toHaveProperty("content-disposition");
  }
  expect(await activityKinds(user.account)).not.toContain("exported");
});
