import { expect, test } from "@playwright/test";
import type postgres from "postgres";
import { type AccountAction, prepareAction } from "./support/account-action";
import { accountActions } from "./support/account-actions";
import { reachConfirm, reachConnect, signedIn } from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { type AccountScenario, stored } from "./support/account-scenario";
import { type Account, control } from "./support/control";
import { database } from "./support/database";
import { whileWaiting } from "./support/held-user";
import type { HttpVisitor } from "./support/http-visitor";
import { sessionOf } from "./support/visitor-rows";

const acting = Object.entries(accountActions).filter(([, action]) => !action.changesNothing);

/** Submits an action's form, and changes its session while the action waits for the user's row. */
async function postLate(action: AccountAction, changeSession: typeof endAll) {
  const { scenario, submit } = await prepareAction(action);
  const before = await stored(scenario);
  const response = await whileWaiting(scenario.own.userId, submit, (sql) =>
    changeSession(sql, scenario.own),
  );
  return { scenario, response, before };
}

function endAll(sql: postgres.ISql, { userId }: AccountScenario["own"]) {
  return sql`delete from sessions where user_id = ${userId}`;
}

function makeUnknown(sql: postgres.ISql, { session }: AccountScenario["own"]) {
  return sql`update sessions set new_device = true where id = ${session}`;
}

function ageConfirmation(sql: postgres.ISql, { session }: AccountScenario["own"]) {
  return sql`update sessions set authenticated_at = now() - interval '6 minutes' where id = ${session}`;
}

for (const [file, action] of acting) {
  test(`${file} has no effect if every session of its user ends while it waits`, async () => {
    const { scenario, response, before } = await postLate(action, endAll);
    expect([response.status, response.location]).toEqual([
      303,
      expect.stringMatching(/^\/sign-in\?callbackUrl=%2Faccount/),
    ]);
    expect((await scenario.visitor.get("/sign-in")).body).toContain(
      "You’re not signed in anymore.",
    );
    const sessions = before.sessions.filter(({ user_id }) => user_id !== scenario.own.userId);
    expect(await stored(scenario)).toEqual({ ...before, sessions });
  });

  if (action.waits) {
    test(`${file} sends its user to wait if the device turns out to be unknown meanwhile`, async () => {
      const { scenario, response, before } = await postLate(action, makeUnknown);
      expect([response.status, response.location]).toEqual([
        303,
        expect.stringMatching(/^\/account\/wait\?returnTo=%2Faccount/),
      ]);
      const { sessions: _, ...written } = await stored(scenario);
      const { sessions: __, ...stays } = before;
      expect(written).toEqual(stays);
    });
  }

  if (action.sensitive) {
    test(`${file} asks to confirm if the last confirmation grows too old while it waits`, async () => {
      const { scenario, response, before } = await postLate(action, ageConfirmation);
      expect([response.status, response.location]).toEqual([
        303,
        expect.stringMatching(/^\/account\/confirm\?returnTo=%2Faccount/),
      ]);
      const { sessions, ...written } = await stored(scenario);
      expect(written).toEqual({ ...before, sessions: undefined });
      expect(sessions.map(({ id }) => id)).toEqual(before.sessions.map(({ id }) => id));
    });
  }
}

const callbacks = {
  connects: (visitor: HttpVisitor, account: Account) => reachConnect(visitor, "github", account),
  confirms: async (visitor: HttpVisitor, account: Account) => {
    // While the sign-in is fresh, the page redirects instead of asking.
    await ageSignIn(visitor);
    return reachConfirm(visitor, "google", account);
  },
};

for (const [what, reach] of Object.entries(callbacks)) {
  test(`a callback that ${what} has no effect if the session ends while it waits`, async () => {
    const account = await control.createAccount({ google: {}, github: {} });
    const visitor = await signedIn(account);
    const { user_id: userId } = await sessionOf(visitor);
    const url = await reach(visitor, account);
    const before = await writtenOf(userId);
    const response = await whileWaiting(
      userId,
      () => visitor.follow(url),
      (sql) => sql`delete from sessions where user_id = ${userId}`,
    );
    expect(response.status).toBe(401);
    expect(response.body).toContain("You were signed out in the meantime");
    expect(await writtenOf(userId)).toEqual(before);
  });
}

async function writtenOf(userId: string) {
  const sql = database();
  return {
    accounts: [...(await sql`select * from accounts where user_id = ${userId} order by id`)],
    activity: [...(await sql`select * from activity where user_id = ${userId} order by at, id`)],
  };
}
