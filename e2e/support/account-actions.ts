import { expect } from "@playwright/test";
import { activityKinds, sessionOf } from "./account-rows";
import type { AccountScenario } from "./account-scenario";
import { database, rowsOf } from "./database";
import { type FormField, formWithButton } from "./html-form";
import type { HttpResponse } from "./http-response";
import { HttpVisitor } from "./http-visitor";

export type AccountAction = {
  /** The page that has its form, and the words on the form's button. */
  page: (scenario: AccountScenario) => string;
  button: string;
  /** Where the form goes, if not to its page. */
  path?: string;
  fields: (scenario: AccountScenario) => FormField[];
  /** The same with the ids of somebody else, and with those that are nobody's. */
  foreign?: (scenario: AccountScenario) => FormField[][];
  /** Whether a provider must have confirmed the visitor just now. */
  sensitive?: true;
  /** Why it changes nothing by itself that has to wait for the user's row, if it does not. */
  changesNothing?: string;
  arrange?: (scenario: AccountScenario) => Promise<void>;
  /** Expects that the action was carried out, and noted as often as it was. */
  happened: (scenario: AccountScenario, response: HttpResponse) => Promise<void>;
};

const connections = "/account/connections";

/** What a signed-in visitor can do, by the file that does it. */
export const accountActions: Record<string, AccountAction> = {
  "account/save-profile.ts": {
    page: () => "/account",
    button: "Save profile",
    fields: ({ own }) => [
      ["username", own.username],
      ["name", "Another Name"],
      ["picture", "none"],
    ],
    happened: async (scenario) => {
      const [user] = await database()`select name from users where id = ${scenario.own.userId}`;
      expect(user?.name).toBe("Another Name");
      await expectNoted(scenario, "profile-changed");
    },
  },
  "account/take-over-address.ts": {
    page: () => "/account",
    button: "Use this address",
    fields: ({ own }) => [["account", own.githubId]],
    foreign: ({ otherUser, own }) => [
      [["account", otherUser.githubId]],
      [["account", otherUser.googleId]],
      [["account", own.session]],
    ],
    sensitive: true,
    happened: async (scenario) => {
      const [row] = await database()`
        select users.email = accounts.email as same from users, accounts
        where users.id = ${scenario.own.userId} and accounts.id = ${scenario.own.githubId}`;
      expect(row?.same).toBe(true);
      await expectNoted(scenario, "address-changed");
    },
  },
  "account/connections/start-connect.ts": {
    page: () => connections,
    button: "Connect GitHub",
    fields: () => [["provider", "github"]],
    sensitive: true,
    arrange: async ({ own }) =>
      void (await database()`delete from accounts where id = ${own.githubId}`),
    changesNothing: "the callback connects the account",
    happened: async (_, response) => {
      expect(response.location).toContain("/github/login/oauth/authorize?");
    },
  },
  "account/connections/disconnect/disconnect.ts": {
    page: ({ own }) => `${connections}/disconnect?account=${own.githubId}`,
    button: "Disconnect GitHub",
    fields: ({ own }) => [["account", own.githubId]],
    foreign: ({ otherUser, own }) => [
      [["account", otherUser.githubId]],
      [["account", own.session]],
    ],
    sensitive: true,
    happened: async (scenario) => {
      const accounts =
        await database()`select id from accounts where user_id = ${scenario.own.userId}`;
      expect(accounts.map(({ id }) => id)).toEqual([scenario.own.googleId]);
      await expectNoted(scenario, "disconnected");
    },
  },
  "account/connections/offer/accept-link.ts": {
    page: () => `${connections}/offer`,
    button: "Connect GitHub",
    fields: () => [],
    sensitive: true,
    arrange: receivePendingLink,
    happened: async (scenario) => {
      const { accounts } = await rowsOf(scenario.account);
      const subject = String(scenario.account.github?.user.id);
      expect(accounts.map((account) => account.provider_account_id)).toContain(subject);
      await expectNoted(scenario, "connected");
    },
  },
  "account/connections/offer/decline-link.ts": {
    page: () => `${connections}/offer`,
    button: "Not now",
    fields: () => [],
    arrange: receivePendingLink,
    changesNothing: "only a cookie goes",
    happened: async ({ visitor }) => {
      expect(visitor.jar.get("foyer.connect-offer")).toBeUndefined();
    },
  },
  "account/sessions/end-session.ts": {
    page: () => "/account/sessions",
    button: "End session",
    fields: ({ own }) => [["session", own.newSession]],
    foreign: foreignSessions,
    happened: async (scenario) => {
      expect(await sessionsOf(scenario)).toEqual([scenario.own.session]);
      await expectNoted(scenario, "session-ended");
    },
  },
  "account/sessions/end-other-sessions.ts": {
    page: () => "/account/sessions",
    button: "End all other sessions",
    fields: () => [],
    happened: async (scenario) => {
      expect(await sessionsOf(scenario)).toEqual([scenario.own.session]);
      await expectNoted(scenario, "other-sessions-ended");
    },
  },
  "account/sessions/recognise-device.ts": {
    page: () => "/account",
    button: "That was me",
    fields: ({ own }) => [
      ["session", own.newSession],
      ["returnTo", "/account/data"],
    ],
    foreign: foreignSessions,
    happened: async (scenario) => {
      const [row] =
        await database()`select new_device from sessions where id = ${scenario.own.newSession}`;
      expect(row?.new_device).toBe(false);
      await expectNoted(scenario, "device-vouched");
    },
  },
  "account/sessions/report-sign-in.ts": {
    page: () => "/account",
    button: "That wasn’t me",
    fields: ({ own }) => [["session", own.newSession]],
    foreign: foreignSessions,
    happened: async (scenario) => {
      expect(await sessionsOf(scenario)).toEqual([scenario.own.session]);
      await expectNoted(scenario, "session-ended");
    },
  },
  "account/confirm/start-confirm.ts": {
    page: () => "/account/confirm?returnTo=%2Faccount%2Fdata",
    button: "Continue with Google",
    fields: () => [
      ["provider", "google"],
      ["returnTo", "/account/data"],
    ],
    // The page leads on at once when the sign-in is recent.
    arrange: async ({ own }) => {
      await database()`
        update sessions set authenticated_at = now() - interval '6 minutes' where id = ${own.session}`;
    },
    changesNothing: "the callback confirms",
    happened: async (_, response) => {
      expect(response.location).toContain("/google/");
    },
  },
  "account/data/export/route.ts": {
    page: () => "/account/data",
    path: "/account/data/export",
    button: "Download my data",
    fields: () => [],
    sensitive: true,
    happened: async (scenario, response) => {
      expect([response.status, response.headers["content-disposition"]]).toEqual([
        200,
        expect.stringContaining("attachment"),
      ]);
      expect(await activityKinds(scenario.account)).toContain("exported");
    },
  },
  "account/data/delete/delete-account.ts": {
    page: () => "/account/data/delete",
    button: "Delete my account",
    fields: ({ own }) => [["username", own.username]],
    sensitive: true,
    happened: async ({ own }) => {
      expect([...(await database()`select id from users where id = ${own.userId}`)]).toEqual([]);
    },
  },
};

/** Actions with specs of their own. */
export const actionsTestedElsewhere = [
  // start-new-account.spec.ts
  "sign-in/connect/start-new.ts",
  // session.spec.ts
  "sign-out.ts",
  // authorization-request.spec.ts
  "sign-in/start-sign-in.ts",
  // auth-routes.spec.ts
  "api/auth/[...nextauth]/route.ts",
];

/** The fields that say which action a form calls, as its page has them. */
export async function actionFields(
  scenario: AccountScenario,
  { page, button, path }: AccountAction,
) {
  const { body } = await scenario.visitor.get(page(scenario));
  const fields = formWithButton(body, button);
  return path ? [] : fields.filter(([name]) => name.startsWith("$ACTION_"));
}

/** Has the visitor press the button of an action that this file does. */
export async function carryOut(scenario: AccountScenario, file: string): Promise<HttpResponse> {
  const action = accountActions[file];
  if (!action) throw new Error(`There is no ${file}.`);
  await action.arrange?.(scenario);
  const form = [...(await actionFields(scenario, action)), ...action.fields(scenario)];
  return scenario.visitor.submit(action.path ?? action.page(scenario), form);
}

/** Each with the id of somebody else's row, and of a row of another kind. */
function foreignSessions({ otherUser, own }: AccountScenario): FormField[][] {
  const ids = [otherUser.newSession, otherUser.session, own.googleId, crypto.randomUUID()];
  return ids.map((id) => [["session", id]]);
}

async function sessionsOf({ own }: AccountScenario): Promise<string[]> {
  const rows = await database()<{ id: string }[]>`
    select id from sessions where user_id = ${own.userId}`;
  return rows.map(({ id }) => id);
}

async function expectNoted({ account }: AccountScenario, kind: string): Promise<void> {
  const kinds = await activityKinds(account);
  expect(kinds.filter((candidate) => candidate === kind)).toHaveLength(1);
}

/**
 * Has the visitor sign in again, after they have shown a GitHub account whose address is theirs,
 * but is vouched for by none of their connections any more.
 */
async function receivePendingLink(scenario: AccountScenario): Promise<void> {
  const { own, account } = scenario;
  await database()`delete from accounts where id = ${own.githubId}`;
  await database()`update accounts set email = 'moved-' || email where user_id = ${own.userId}`;
  const visitor = new HttpVisitor(scenario.visitor.address);
  const guided = await visitor.signIn("github", account);
  expect([guided.status, guided.location]).toEqual([303, "/sign-in/connect"]);
  await visitor.signIn("google", account);
  scenario.visitor = visitor;
  own.session = (await sessionOf(visitor))?.id ?? "";
}
