import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import {
  bearer,
  cleanUpPath,
  countRows,
  createTestUser,
  insertSession,
  secret,
  shareCleanUpApp,
} from "./support/clean-up";
import { HttpVisitor } from "./support/http-visitor";

// The tests share one app and count the rows of its database.
test.describe.configure({ mode: "default" });

const shared = shareCleanUpApp();

test("without CRON_SECRET the clean-up does not exist, whatever is sent", async () => {
  const visitor = new HttpVisitor();
  for (const authorization of [undefined, "", "Bearer", "Bearer ", "Bearer undefined", bearer]) {
    const response = await visitor.get(
      cleanUpPath,
      authorization === undefined ? {} : { authorization },
    );
    expect([authorization, response.status]).toEqual([authorization, 404]);
    expect(response.body).toContain("Page not found");
  }
});

const wrong: Record<string, Record<string, string | string[]>> = {
  "no token": {},
  "an empty header": { authorization: "" },
  "no token after the scheme": { authorization: "Bearer " },
  "the secret without the scheme": { authorization: secret },
  "another scheme": { authorization: `Basic ${btoa(`cron:${secret}`)}` },
  "another token": { authorization: `Bearer ${randomBytes(16).toString("hex")}` },
  "a token cut short": { authorization: bearer.slice(0, -1) },
  "a token with a character appended": { authorization: `${bearer}0` },
  "the token twice in one header": { authorization: `${bearer}, ${bearer}` },
  "a wrong token before the right one": { authorization: ["Bearer wrong", bearer] },
  "a token of 7 kB": { authorization: `Bearer ${secret.repeat(220)}` },
  "the token in a cookie": { cookie: `CRON_SECRET=${secret}; authorization=${bearer}` },
  "the token in another header": { "x-vercel-cron": "1", "proxy-authorization": bearer },
};

for (const [what, headers] of Object.entries(wrong)) {
  test(`with ${what} the clean-up is not found and deletes nothing`, async () => {
    const user = await createTestUser(shared.own.sql);
    await insertSession(shared.own.sql, user, { idle: "-1 day", absolute: "1 day" });
    const response = await new HttpVisitor(shared.app.url).get(cleanUpPath, headers);
    expect(response.status).toBe(404);
    expect(response.body).not.toContain(secret);
    expect(await countRows(shared.own.sql)).toEqual({ sessions: 1, activity: 0, users: 1 });
  });
}

test("neither a token in the query nor another method starts a clean-up", async () => {
  const visitor = new HttpVisitor(shared.app.url);
  for (const query of [`?token=${secret}`, `?CRON_SECRET=${secret}`, `?authorization=${bearer}`]) {
    expect((await visitor.get(`${cleanUpPath}${query}`)).status).toBe(404);
  }
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const response = await visitor.send(cleanUpPath, {
      method,
      headers: { authorization: bearer },
    });
    expect([method, response.status]).toEqual([method, 405]);
  }
});
