import { expect, test } from "@playwright/test";
import { HttpVisitor } from "./support/http-visitor";
import { shareAppWithDatabase } from "./support/shared-app";
import { makeTestUser } from "./support/test-user";

const shared = shareAppWithDatabase();

/** The log lines about uncaught errors. */
function failedRequests(): { path?: string; digest?: string; error?: { message: string }[] }[] {
  return shared.app
    .output()
    .split("\n")
    .filter((line) => line.includes('"event":"request.failed"'))
    .map((line) => JSON.parse(line));
}

test("an unexpected error is logged with its cause, shown without it, and affects no other page", async () => {
  const visitor = new HttpVisitor(shared.app.url);
  await visitor.signIn("google", (await makeTestUser()).account);
  await shared.database.sql`alter table activity rename column detail to renamed_by_accident`;

  const response = await visitor.get("/account/activity");
  expect(response.status).toBe(500);
  expect(response.body).not.toMatch(/column |activity\.|42703|select |postgres|node_modules/i);
  await expect.poll(() => failedRequests().length).toBe(1);
  const [line] = failedRequests();
  expect(line).toMatchObject({ path: "/account/activity", digest: expect.stringMatching(/./) });
  expect(line?.error?.length).toBeGreaterThan(0);
  expect(shared.app.output()).not.toContain(visitor.sessionToken());

  expect((await visitor.get("/account")).status).toBe(200);
  await shared.database.sql`alter table activity rename column renamed_by_accident to detail`;
  expect((await visitor.get("/account/activity")).status).toBe(200);
});

test("a callback that fails after a commit does not claim that nothing was changed", async () => {
  const { account, address } = await makeTestUser();
  const visitor = new HttpVisitor(shared.app.url);
  // The user is committed, and the app then fails because the session is missing.
  await shared.database.sql`
    create function lose_row() returns trigger language plpgsql as 'begin return null; end'`;
  await shared.database.sql`
    create trigger lose_session before insert on sessions for each row execute function lose_row()`;
  const response = await visitor.signIn("google", account);
  await shared.database.sql`drop function lose_row cascade`;
  expect(await shared.database.sql`select from users where email = ${address}`).toHaveLength(1);

  expect([response.status, visitor.sessionToken()]).toEqual([500, ""]);
  expect(response.body).toContain("Something went wrong on our side");
  expect(response.body).not.toMatch(/nothing( of \w+)? (is|was) /i);
  expect(response.body).toContain("check before you try again");
  expect((await visitor.signIn("google", account)).status).toBe(303);
});
