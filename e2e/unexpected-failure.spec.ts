import { expect, test } from "@playwright/test";
import { AppServer, signInSettings } from "./support/app-server";
import { HttpVisitor } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { makeTestUser } from "./support/test-user";

let own: OwnDatabase;
let app: AppServer;

test.beforeAll(async () => {
  own = await createOwnDatabase();
  app = await AppServer.start({ ...signInSettings(), DATABASE_URL: own.url });
  await app.ready();
});

test.afterAll(async () => {
  await app?.stop();
  await own?.drop();
});

/** The log lines about uncaught errors. */
function failedRequests(): { path?: string; digest?: string; error?: { message: string }[] }[] {
  return app
    .output()
    .split("\n")
    .filter((line) => line.includes('"event":"request.failed"'))
    .map((line) => JSON.parse(line));
}

test("an unexpected error is logged with its cause, shown without it, and affects no other page", async () => {
  const visitor = new HttpVisitor(app.url);
  await visitor.signIn("google", (await makeTestUser()).account);
  await own.sql`alter table activity rename column kind to renamed_by_accident`;

  const response = await visitor.get("/account/activity");
  expect(response.status).toBe(500);
  expect(response.body).not.toMatch(/column|activity\.|42703|select |postgres|node_modules/i);
  await expect.poll(() => failedRequests().length).toBe(1);
  const [line] = failedRequests();
  expect(line).toMatchObject({ path: "/account/activity", digest: expect.stringMatching(/./) });
  expect(line?.error?.length).toBeGreaterThan(0);
  expect(app.output()).not.toContain(visitor.sessionToken());

  expect((await visitor.get("/account")).status).toBe(200);
  await own.sql`alter table activity rename column renamed_by_accident to kind`;
  expect((await visitor.get("/account/activity")).status).toBe(200);
});

test("a callback that fails after a commit does not claim that nothing was changed", async () => {
  const { account, address } = await makeTestUser();
  const visitor = new HttpVisitor(app.url);
  // The user is committed, and the app then fails because the session is missing.
  await own.sql`
    create function lose_row() returns trigger language plpgsql as 'begin return null; end'`;
  await own.sql`
    create trigger lose_session before insert on sessions for each row execute function lose_row()`;
  const response = await visitor.signIn("google", account);
  await own.sql`drop function lose_row cascade`;
  expect(await own.sql`select from users where email = ${address}`).toHaveLength(1);

  expect([response.status, visitor.sessionToken()]).toEqual([500, ""]);
  expect(response.body).toContain("Something went wrong on our side");
  expect(response.body).not.toMatch(/nothing( of \w+)? (is|was) /i);
  expect(response.body).toContain("check before you try again");
  expect((await visitor.signIn("google", account)).status).toBe(303);
});
