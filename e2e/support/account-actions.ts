import { expect } from "@playwright/test";
import {
  type AccountAction,
  askAboutUse,
  expectRecorded,
  foreignSessions,
  prepareAction,
  receivePendingLink,
  sessionsOf,
} from "./account-action";
import { activityKinds } from "./account-rows";
import type { AccountScenario } from "./account-scenario";
import { database, rowsOf } from "./database";
import { pendingLinkCookie, pendingLinkPath } from "./guided-linking";
import type { HttpResponse } from "./http-response";
import { endPath } from "./new-device";
import { makeRecovery } from "./operator-links";

const connections = "/account/connections";

/** The actions of a signed-in user, by file below `app`. */
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
      await expectRecorded(scenario, "profile-changed");
    },
  },
  "account/change-address.ts": {
    page: () => "/account",
    button: "Use this address",
    fields: ({ own }) => [["account", own.githubId]],
    foreign: ({ otherUser, own }) => [
      [["account", otherUser.githubId]],
      [["account", otherUser.googleId]],
      [["account", own.session]],
    ],
    sensitive: true,
    waits: true,
    happened: async (scenario) => {
      const [row] = await database()`
        select users.email = accounts.email as same from users, accounts
        where users.id = ${scenario.own.userId} and accounts.id = ${scenario.own.githubId}`;
      expect(row?.same).toBe(true);
      await expectRecorded(scenario, "address-changed");
    },
  },
  "account/connections/start-connect.ts": {
    page: () => connections,
    button: "Connect GitHub",
    fields: () => [["provider", "github"]],
    sensitive: true,
    waits: true,
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
    waits: true,
    happened: async (scenario) => {
      const accounts =
        await database()`select id from accounts where user_id = ${scenario.own.userId}`;
      expect(accounts.map(({ id }) => id)).toEqual([scenario.own.googleId]);
      await expectRecorded(scenario, "disconnected");
    },
  },
  "account/connections/offer/accept-link.ts": {
    page: () => pendingLinkPath,
    button: "Connect GitHub",
    fields: () => [],
    sensitive: true,
    arrange: receivePendingLink,
    happened: async (scenario) => {
      const { accounts } = await rowsOf(scenario.account);
      const subject = String(scenario.account.github?.user.id);
      expect(accounts.map((account) => account.provider_account_id)).toContain(subject);
      await expectRecorded(scenario, "connected");
    },
  },
  "account/connections/offer/decline-link.ts": {
    page: () => pendingLinkPath,
    button: "Not now",
    fields: () => [],
    arrange: receivePendingLink,
    changesNothing: "it only expires a cookie",
    happened: async ({ visitor }) => {
      expect(visitor.jar.get(pendingLinkCookie)).toBeUndefined();
    },
  },
  "account/sessions/end-session.ts": {
    page: ({ own }) => endPath(own.newSession),
    button: "Sign out device",
    fields: ({ own }) => [["session", own.newSession]],
    foreign: foreignSessions,
    sensitive: true,
    happened: async (scenario) => {
      expect(await sessionsOf(scenario)).toEqual([scenario.own.session]);
      await expectRecorded(scenario, "session-ended");
    },
  },
  "account/sessions/forget-device.ts": {
    page: () => "/account/sessions",
    button: "Forget this device",
    fields: ({ own }) => [["device", own.knownDevice]],
    foreign: ({ otherUser, own }) => [
      [["device", otherUser.knownDevice]],
      [["device", own.session]],
      [["device", own.googleId]],
    ],
    sensitive: true,
    waits: true,
    happened: async (scenario) => {
      const known = await database()`
        select from activity where user_id = ${scenario.own.userId} and device_hash is not null`;
      expect(known).toHaveLength(0);
      await expectRecorded(scenario, "device-forgotten");
    },
  },
  "account/sessions/recognise-use.ts": {
    page: () => "/account/sessions",
    button: "Yes, it was me",
    fields: ({ own }) => [["session", own.newSession]],
    foreign: foreignSessions,
    arrange: askAboutUse,
    happened: async (scenario) => {
      const open = await database()`
        select from activity where subject_id = ${scenario.own.newSession}
          and kind = 'used-elsewhere' and unanswered`;
      expect(open).toHaveLength(0);
      await expectRecorded(scenario, "use-vouched");
    },
  },
  "account/sessions/end-other-sessions.ts": {
    page: () => "/account/sessions/others",
    button: "Sign out all other devices",
    fields: () => [],
    sensitive: true,
    happened: async (scenario) => {
      expect(await sessionsOf(scenario)).toEqual([scenario.own.session]);
      await expectRecorded(scenario, "other-sessions-ended");
    },
  },
  "account/sessions/recognise-device.ts": {
    page: () => "/account/sessions",
    button: "Yes, it was me",
    fields: ({ own }) => [["session", own.newSession]],
    foreign: foreignSessions,
    happened: async (scenario) => {
      const [row] =
        await database()`select new_device from sessions where id = ${scenario.own.newSession}`;
      expect(row?.new_device).toBe(false);
      await expectRecorded(scenario, "device-vouched");
    },
  },
  "account/sessions/report-sign-in.ts": {
    page: ({ own }) => `/account/sessions/report?session=${own.newSession}`,
    button: "Sign it out",
    fields: ({ own }) => [["session", own.newSession]],
    foreign: foreignSessions,
    happened: async (scenario) => {
      expect(await sessionsOf(scenario)).toEqual([scenario.own.session]);
      await expectRecorded(scenario, "session-ended");
    },
  },
  "account/stop-recovery.ts": {
    page: () => "/account",
    button: "Stop the recovery",
    fields: () => [["returnTo", "/account/data"]],
    arrange: async ({ own }) => void (await makeRecovery(own.userId)),
    happened: async (scenario) => {
      const { userId } = scenario.own;
      expect(await database()`select from recoveries where user_id = ${userId}`).toHaveLength(0);
      await expectRecorded(scenario, "recovery-stopped");
    },
  },
  "account/confirm/start-confirm.ts": {
    page: () => "/account/confirm?returnTo=%2Faccount%2Fdata",
    button: "Continue with Google",
    fields: () => [
      ["provider", "google"],
      ["returnTo", "/account/data"],
    ],
    // While the sign-in is fresh, the page redirects instead of asking.
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
    waits: true,
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
    waits: true,
    happened: async ({ own }) => {
      expect([...(await database()`select id from users where id = ${own.userId}`)]).toEqual([]);
    },
  },
};

/** Carries out an action of this file as the scenario's user. */
export async function performAction(
  scenario: AccountScenario,
  file: string,
): Promise<HttpResponse> {
  const action = accountActions[file];
  if (!action) throw new Error(`There is no action ${file}.`);
  const { submit } = await prepareAction(action, scenario);
  return submit();
}
