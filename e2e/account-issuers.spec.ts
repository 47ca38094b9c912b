import { execFile } from "node:child_process";
import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { AppServer, attachLog, signInSettings, startApp } from "./support/app-server";
import { control } from "./support/control";
import { openLine } from "./support/database-line";
import { runDoctor } from "./support/doctor";
import { referenceOn } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { expectHealthy } from "./support/outage";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { OwnIssuer } from "./support/own-issuer";

// Each test starts the app up to three times.
test.describe.configure({ mode: "default", timeout: 120_000 });

const former = () => signInSettings().AUTH_GOOGLE_ISSUER ?? "";
let own: OwnDatabase;
let issuer: OwnIssuer;

test.beforeEach(async () => {
  own = await createOwnDatabase();
  issuer = await OwnIssuer.start();
});
test.afterEach(async () => {
  await issuer?.stop();
  await own?.drop();
});

/** A user who has signed in with Google while its key stood for the former server. */
async function userOfFormer() {
  const app = await startApp({ DATABASE_URL: own.url });
  const account = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(app.url);
  expect((await visitor.signIn("google", account)).status).toBe(303);
  await app.stop();
  return account;
}

const stored = () => own.sql`select issuer, user_id, email, last_used_at from accounts`;
const changed = (url = own.url) => ({
  ...signInSettings(),
  DATABASE_URL: url,
  AUTH_GOOGLE_ISSUER: issuer.url,
});

/** Runs the command that the app prints, without its question. */
function runCommand(command: string): Promise<string> {
  const [, ...args] = `${command} --yes`.split(" ");
  const env = { ...process.env, DATABASE_URL: own.url, __NEXT_PROCESSED_ENV: "true" };
  return new Promise((resolve, reject) => {
    execFile("npm", args, { env }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}

test("a provider's key doesn't start with another issuer than its accounts are of, until they are moved", async () => {
  await userOfFormer();
  const app = await AppServer.start(changed());
  expect(await app.exited()).toBe(1);
  const output = app.output();
  expect(output).toContain(
    `AUTH_GOOGLE_ISSUER makes ${issuer.url} the server of google, but 1 account is of ${former()}.`,
  );
  const command = `npm run accounts:move -- google --from ${former()} --to ${issuer.url}`;
  expect(output).toContain(command);
  const nowhere = "http://localhost:9/google";
  const { find } = await runDoctor({ ...changed(), AUTH_GOOGLE_ISSUER: nowhere });
  const fix = command.replace(issuer.url, nowhere);
  expect(find("Database", "accounts")).toMatchObject({
    status: "fail",
    fix: expect.stringContaining(fix),
  });

  expect(await runCommand(command)).toContain("Moved 1.");
  const [account] = await stored();
  expect(account?.issuer).toBe(issuer.url);
  const started = await startApp(changed());
  await started.stop();
});

test("a key whose accounts were moved to another key starts with its new issuer", async () => {
  await userOfFormer();
  await runCommand(`npm run accounts:move -- google --from ${former()} --as google-former`);
  const started = await startApp(changed());
  await started.stop();
});

test("with the database away the app starts, and a sign-in later takes no other server's number for this one's", async () => {
  const account = await userOfFormer();
  const before = await stored();
  const { line, url } = await openLine(own.url);
  line.cut();
  const app = await startApp(changed(url));
  expect(app.output()).toContain("boot.issuers-not-checked");
  line.resume();
  await expectHealthy(app);

  const visitor = new HttpVisitor(app.url);
  const { location } = await visitor.start("google");
  const response = await visitor.follow(issuer.allow(location ?? "", account));
  await attachLog(app);
  expect([response.status, visitor.sessionToken()]).toEqual([401, ""]);
  expect(response.body).toContain("Google can’t sign you in right now");
  const noted = await logLineOf(referenceOn(response), () => app.output());
  expect(noted).toMatchObject({ failure: "refused", reason: "issuer-changed" });
  expect(await stored()).toEqual(before);
  await app.stop();
  await line.close();
});

test("accounts from before issuers were stored are of the first one that they sign in at", async () => {
  const account = await userOfFormer();
  await own.sql`update accounts set issuer = null`;
  const app = await startApp(changed());
  const visitor = new HttpVisitor(app.url);
  const { location } = await visitor.start("google");
  expect((await visitor.follow(issuer.allow(location ?? "", account))).status).toBe(303);
  expect(await stored()).toMatchObject([{ issuer: issuer.url }]);
  await app.stop();
});
