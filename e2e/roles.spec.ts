import { expect, test } from "@playwright/test";
import { submitForm } from "./support/account-form";
import { type AppServer, attachLog, startApp } from "./support/app-server";
import { control } from "./support/control";
import { HttpVisitor } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { uniqueAddress, verified } from "./support/test-user";

// The tests share one app and its database, where the last admin depends on every row.
test.describe.configure({ mode: "default" });

/** Those whom ADMIN_EMAILS names. */
const ada = uniqueAddress();
const grace = uniqueAddress();
const edith = uniqueAddress();
const katherine = uniqueAddress();
/** Google says of its account that it belongs to the domain's Workspace. */
const inWorkspace = { hd: "example.com" };

let app: AppServer;
let own: OwnDatabase;

test.beforeAll(async () => {
  own = await createOwnDatabase();
  const named = [ada, grace, edith, katherine].join(", ").toUpperCase();
  app = await startApp({ DATABASE_URL: own.url, ADMIN_EMAILS: named });
});
test.afterEach(() => attachLog(app));
test.afterAll(async () => {
  await app?.stop();
  await own?.drop();
});

/** Someone with this address at Google, with these claims, and at GitHub. */
function accountOf(email: string, claims: Record<string, unknown> = {}) {
  const login = email.split("@", 1)[0] ?? "";
  return control.createAccount({
    google: { email, ...claims },
    github: { user: { login }, emails: verified(email) },
  });
}

/** Signs in to a new browser. */
async function signedIn(
  provider: "google" | "github",
  account: Awaited<ReturnType<typeof accountOf>>,
) {
  const visitor = new HttpVisitor(app.url);
  await visitor.signIn(provider, account);
  return visitor;
}

const roleOf = async (visitor: HttpVisitor) => (await visitor.sessionUser())?.role;

async function entriesOf(email: string) {
  const entries = await own.sql<{ detail: string }[]>`
    select detail from activity join users on users.id = user_id
    where email = ${email} and kind = 'role-changed'`;
  return entries.map(({ detail }) => detail);
}

test("a user whom ADMIN_EMAILS names is an admin once they sign in through whoever runs their domain", async () => {
  const account = await accountOf(ada, inWorkspace);
  const visitor = await signedIn("google", account);
  expect(await roleOf(visitor)).toBe("admin");
  expect(await entriesOf(ada)).toEqual(["admin"]);
  expect((await visitor.get("/account/activity")).body).toContain("Your role was changed to admin");
  const log = await own.sql`
    select action, actor_id, detail from admin_log
    where user_id = (select id from users where email = ${ada})`;
  expect([...log]).toEqual([{ action: "role", actor_id: null, detail: "admin" }]);
});

test("whoever verified an admin's address at GitHub shares no user with the admin, whoever comes first", async () => {
  const account = await accountOf(katherine, inWorkspace);
  const atGitHub = await signedIn("github", account);
  expect(await roleOf(atGitHub)).toBe("user");
  const owner = new HttpVisitor(app.url);
  expect((await owner.signIn("google", account)).location).toBe("/sign-in/connect");
  expect([await owner.sessionUser(), await roleOf(atGitHub)]).toEqual([null, "user"]);

  await owner.press("/sign-in/connect", "Start a new account");
  expect(await roleOf(owner)).toBe("admin");
  const again = new HttpVisitor(app.url);
  const other = await accountOf(katherine);
  expect((await again.signIn("github", other)).location).toBe("/sign-in/connect");
  expect([await again.sessionUser(), await roleOf(atGitHub)]).toEqual([null, "user"]);
});

test("an ordinary Google account with an address that ADMIN_EMAILS names is no admin's", async () => {
  const visitor = await signedIn("google", await accountOf(grace));
  expect(await roleOf(visitor)).toBe("user");
  expect(await entriesOf(grace)).toEqual([]);
});

test("an address that Google hasn't verified makes no one an admin, nor does any other address", async () => {
  const unverified = await accountOf(edith, { ...inWorkspace, email_verified: false });
  expect(await (await signedIn("google", unverified)).sessionUser()).toBeNull();
  const other = await accountOf(`x${edith}`, inWorkspace);
  expect(await roleOf(await signedIn("google", other))).toBe("user");
});

test("a demotion counts at the next request of each session", async () => {
  const account = await accountOf(edith, inWorkspace);
  const browsers = [await signedIn("google", account), await signedIn("google", account)];
  for (const visitor of browsers) expect(await roleOf(visitor)).toBe("admin");
  await own.sql`update users set role = 'user' where email = ${edith}`;
  for (const visitor of browsers) expect(await roleOf(visitor)).toBe("user");
});

test("the last admin can't delete their account, and reads how to make someone else an admin", async () => {
  await own.sql`update users set role = 'user'`;
  const account = await accountOf(uniqueAddress());
  const visitor = await signedIn("google", account);
  const email = account.google?.email ?? "";
  await own.sql`update users set role = 'admin' where email = ${email}`;
  const username = String((await visitor.sessionUser())?.username);
  const form = { path: "/account/data/delete", button: "Delete my account" };
  const submit = () => submitForm(visitor, form, { username });

  const refused = await submit();
  expect(refused.status).toBe(200);
  expect(refused.body).toContain("You’re the only admin here, so your account wasn’t deleted.");
  expect(refused.body).toContain("npm run users -- role &lt;address&gt; admin");
  expect(await roleOf(visitor)).toBe("admin");

  await own.sql`update users set role = 'admin' where email = ${grace}`;
  expect([(await submit()).status, await visitor.sessionUser()]).toEqual([303, null]);
});
