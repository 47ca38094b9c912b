import { performAction } from "./support/account-actions";
import { confirm, connect, reachConfirm, signedIn, textOf } from "./support/account-centre";
import { activityRows, ageSignIn, userIdOf } from "./support/account-rows";
import { type AccountScenario, createScenario } from "./support/account-scenario";
import { withEntries } from "./support/activity-entries";
import { control } from "./support/control";
import { database } from "./support/database";
import { HttpBrowser, userAgents } from "./support/http-browser";
import { activityShown } from "./support/rows-shown";
import { expect, test } from "./support/test";
import { unverified } from "./support/test-user";

const path = "/account/activity";
const firefox = userAgents["Firefox on Windows"];

type Event = {
  words: string;
  kind: string;
  trigger: (scenario: AccountScenario) => Promise<unknown>;
};

const events: Event[] = [
  {
    kind: "connected",
    words: "GitHub connected",
    trigger: async (scenario) => {
      await dropGithub(scenario);
      await connect(scenario.visitor, "github", scenario.account);
    },
  },
  {
    kind: "connect-refused",
    words: "Connecting GitHub was refused That GitHub account belongs to another account here.",
    trigger: async (scenario) => {
      const other = await control.createAccount({ github: {} });
      await signedIn(other, "github");
      await dropGithub(scenario);
      await connect(scenario.visitor, "github", other);
    },
  },
  {
    kind: "confirmed",
    words: "Identity confirmed with Google",
    trigger: async ({ visitor, account }) => {
      await ageSignIn(visitor);
      await confirm(visitor, "google", account);
    },
  },
  {
    kind: "confirm-refused",
    words: "A confirmation with Google was refused That Google account isn’t connected to yours.",
    trigger: async ({ visitor }) => {
      await ageSignIn(visitor);
      const other = await control.createAccount({ google: {} });
      await visitor.follow(await reachConfirm(visitor, "google", other));
    },
  },
  {
    kind: "disconnected",
    words: "GitHub disconnected",
    trigger: (scenario) => performAction(scenario, "account/connections/disconnect/disconnect.ts"),
  },
  {
    kind: "session-ended",
    words: "A device was signed out",
    trigger: (scenario) => performAction(scenario, "account/sessions/end-session.ts"),
  },
  {
    kind: "other-sessions-ended",
    words: "The other device was signed out",
    trigger: (scenario) => performAction(scenario, "account/sessions/end-other-sessions.ts"),
  },
  {
    kind: "device-vouched",
    words: "A device marked as yours",
    trigger: (scenario) => performAction(scenario, "account/sessions/recognise-device.ts"),
  },
  {
    kind: "profile-changed",
    words: "Profile changed: name",
    trigger: (scenario) => performAction(scenario, "account/save-profile.ts"),
  },
  {
    kind: "address-changed",
    words: "Address changed to the one at GitHub",
    trigger: (scenario) => performAction(scenario, "account/change-address.ts"),
  },
  {
    kind: "exported",
    words: "Your data was downloaded",
    trigger: (scenario) => performAction(scenario, "account/data/export/route.ts"),
  },
  {
    kind: "sign-out",
    words: "Signed out",
    trigger: async ({ visitor, account }) => {
      await visitor.signOut();
      await visitor.signIn("google", account);
    },
  },
];

for (const { kind, words, trigger } of events) {
  test(`“${words}” is shown to its user alone, with device, address and time`, async () => {
    const scenario = await createScenario(new HttpBrowser(firefox));
    await trigger(scenario);
    const shown = (await activityShown(scenario.visitor)).filter((text) => text.startsWith(words));
    expect(shown).toEqual([
      expect.stringMatching(/\d\d:\d\d UTC · (from )?Firefox on Windows · This computer/),
    ]);
    const entries = (await activityRows(scenario.account)).filter((entry) => entry.kind === kind);
    expect(entries).toHaveLength(1);
    expect(Math.abs(Date.now() - (entries[0]?.at.getTime() ?? 0))).toBeLessThan(60_000);
    const ofOtherUser = await database()`
      select 1 from activity where user_id = ${scenario.otherUser.userId} and kind = ${kind}`;
    expect(ofOtherUser).toHaveLength(0);
  });
}

test("the first events of an account are shown in the order in which they happened", async () => {
  const source = await control.createAccount({ google: {}, github: {} });
  const browser = new HttpBrowser(firefox);
  await browser.signIn("google", source);
  await browser.signOut();
  await browser.signIn("github", source);
  expect(
    (await activityShown(browser)).map((text) => text.replace(/ \d\d:\d\d UTC.*/, "")),
  ).toEqual([
    "Signed in with GitHub",
    "GitHub connected automatically: it has your email address",
    "Signed out",
    "Signed in with Google",
    "Account created with Google",
  ]);
});

test("a rejected sign-in is shown to its user, with the device and address it came from", async () => {
  const account = await control.createAccount({ github: {} });
  const visitor = await signedIn(account, "github");
  const [email] = account.github?.emails ?? [];
  await control.changeAccount(account.id, { github: { emails: unverified(email?.email ?? "") } });
  const other = new HttpBrowser(userAgents["Safari on macOS"]);
  expect((await other.signIn("github", account)).status).toBe(401);
  expect((await activityShown(visitor))[0]).toMatch(
    /^A sign-in with GitHub was refused GitHub has no verified email address for you\. .*Safari on macOS · /,
  );
});

test("stored values are shown as text, whatever they contain", async () => {
  const { account, visitor } = await withEntries(0);
  const userId = await userIdOf(account);
  const sql = database();
  const detail = `<img src=x onerror="alert(1)">`;
  await sql`
    insert into activity (user_id, kind, provider, detail, user_agent, ip)
    values (${userId}, 'profile-changed', null, ${detail}, ${"<script>alert(2)</script>/1.0"}, null),
      (${userId}, 'sign-in-refused', 'myspace', 'a reason of tomorrow', '', null),
      (${userId}, 'connect-refused', 'constructor', '__proto__', null, 'unix:'),
      (${userId}, 'other-sessions-ended', null, '7', null, null)`;
  const { body, status } = await visitor.get(path);
  expect(status).toBe(200);
  expect(body).not.toMatch(/<img src=x|<script>alert/);
  const text = await textOf(visitor, path);
  expect(text).toContain("A sign-in with myspace was refused");
  expect(text).toContain("7 other devices were signed out");
  expect(text).toContain("Unknown location");
});

test("no user sees the activity of another", async () => {
  const mine = await withEntries(3);
  const theirs = await withEntries(3, "theirs");
  expect((await activityShown(mine.visitor)).join()).not.toContain("theirs");
  expect((await activityShown(theirs.visitor)).join()).not.toContain("entry-");
});

async function dropGithub({ own }: AccountScenario): Promise<void> {
  await database()`delete from accounts where id = ${own.githubId}`;
}
