import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeEach, describe, expect, inject, it, vi } from "vitest";

vi.setConfig({ testTimeout: 30_000 });

const url = inject("databaseUrl");
const sql = postgres(url, { max: 1, onnotice: () => {} });
afterAll(() => sql.end());

const secret = "0123456789abcdef0123456789abcdef";
const origin = "https://foyer.test";
let settings: Record<string, string | undefined> = {};
beforeEach(() => {
  settings = {};
});

type Run = { code: number; stdout: string; stderr: string };

/** Runs the command without a terminal. */
function users(...args: string[]): Promise<Run> {
  const loaders = ["--import", "tsx", "--import", "./scripts/doctor/server-only.mjs"];
  const own = { DATABASE_URL: url, AUTH_SECRET: secret, AUTH_URL: origin, ...settings };
  const env = { ...process.env, NODE_ENV: undefined, ...own, __NEXT_PROCESSED_ENV: "true" };
  return new Promise((resolve) => {
    const command = [...loaders, "scripts/users.ts", ...args];
    execFile(process.execPath, command, { env: env as never }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

/** The same with --json: the one document on the standard output, and nothing else. */
async function usersJson(...args: string[]) {
  const { code, stdout, stderr } = await users(...args, "--json");
  expect(stderr).toBe("");
  return { code, json: JSON.parse(stdout) };
}

async function storeUser(changes: Record<string, unknown> = {}) {
  const username = `p${randomUUID().replaceAll("-", "").slice(0, 20)}`;
  const email = `${username}@example.com`;
  const user = { username, email, email_verified: new Date(), ...changes };
  const [row] = await sql`insert into users ${sql(user as never)} returning id`;
  return { id: String(row?.id), username, email: String(user.email) };
}

async function stored(id: string) {
  const [user] = await sql`select role, awaiting_approval, suspended_at, suspended_until,
    suspension_reason from users where id = ${id}`;
  return user;
}

async function deedsOn(id: string) {
  const rows = await sql`select action from admin_log where user_id = ${id} order by at`;
  return rows.map(({ action }) => action);
}

describe("npm run users", () => {
  it("shows a user by name, address or id, in words and as JSON, without what they hide in names", async () => {
    const { id, username, email } = await storeUser({ name: "Ada\u001b[2J\u202e Lovelace" });
    await sql`insert into accounts (provider, provider_account_id, user_id, email)
      values ('google', ${`subject-${id}`}, ${id}, ${email})`;
    await sql`insert into sessions (token_hash, user_id, provider, user_agent, expires_at,
      absolute_expires_at) values (${`hash-${id}`}, ${id}, 'google', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      now() + interval '1 day', now() + interval '1 day')`;
    const shown = await users("show", username);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/Ada\[2J Lovelace/);
    expect(shown.stdout).toMatch(/google +p\w+@example.com +last used/);
    expect(shown.stdout).toContain("Firefox on Linux");
    expect(`${shown.stdout}${shown.stderr}`).not.toMatch(/subject-|hash-/);
    const { code, json } = await usersJson("show", email.toUpperCase());
    expect([code, json.user.id, json.warnings]).toEqual([0, id, []]);
    expect(json.user.sessions).toMatchObject([{ device: "Firefox on Linux" }]);
    expect(JSON.stringify(json)).not.toMatch(/subject-|hash-/);
  });

  it("lists users, and says how to see more", async () => {
    const role = `r${randomUUID().slice(0, 8)}`;
    const [first, second] = [await storeUser({ role }), await storeUser({ role })];
    const { json } = await usersJson("list", "--role", role, "--limit", "1");
    expect(json).toMatchObject({ users: [{ id: second.id }], next: second.id });
    const { stdout } = await users("list", "--role", role, "--before", second.id);
    expect(stdout).toContain(first.id);
    expect(stdout).not.toContain(second.id);
  });

  it("asks which user is meant if several have the address", async () => {
    const one = await storeUser();
    const other = await storeUser({ email: one.email, email_verified: null });
    const { code, stderr } = await users("end-sessions", one.email);
    expect(code).toBe(1);
    for (const { id } of [one, other]) expect(stderr).toContain(id);
  });

  it("suspends, deletes and restores someone who is gone by then", async () => {
    const { id, email } = await storeUser();
    const until = "2999-01-01";
    expect((await users("suspend", email, "--until", until, "--reason", "Spam")).code).toBe(0);
    const suspended = { suspension_reason: "Spam", suspended_until: new Date(until) };
    expect(await stored(id)).toMatchObject(suspended);
    const again = await usersJson("suspend", email);
    expect([again.code, again.json.error.code]).toEqual([1, "suspended-before"]);
    expect((await users("delete", id, "--yes")).code).toBe(0);
    const gone = await usersJson("show", email);
    expect(gone.json.error).toMatchObject({
      ...{ code: "user-not-found", isDeletedAndSuspended: true },
    });
    settings = { AUTH_SECRET_1: "another-secret-of-32-bytes-or-more", AUTH_SECRET: secret };
    expect((await usersJson("restore", email)).json).toEqual({ userIds: [id], warnings: [] });
    expect(await deedsOn(id)).toEqual(["suspend", "delete", "restore"]);
  });

  it("deletes no one and makes no admin without a terminal or --yes, and says how", async () => {
    const { id } = await storeUser();
    const deletion = await users("delete", id);
    expect(deletion.code).toBe(1);
    expect(deletion.stderr).toContain(`npm run users -- delete ${id} --yes`);
    const promotion = await usersJson("role", id, "admin");
    expect([promotion.code, promotion.json.error.code]).toEqual([1, "not-confirmed"]);
    expect([(await stored(id))?.role, await deedsOn(id)]).toEqual(["user", []]);
  });

  it("gives a role that foyer.config.ts lists, and warns of what ADMIN_EMAILS will grant again", async () => {
    const { id, email } = await storeUser({ role: "admin" });
    await storeUser({ role: "admin" });
    const unknown = await usersJson("role", id, "owner");
    expect(unknown.json.error).toMatchObject({ code: "unknown-role", roles: ["user", "admin"] });
    settings = { ADMIN_EMAILS: email };
    const { code, json } = await usersJson("role", id, "user");
    expect(code).toBe(0);
    expect(json).toMatchObject({ changed: true, warnings: [expect.stringContaining(email)] });
  });

  it("approves someone who waits, instead of inviting them", async () => {
    const { id, email } = await storeUser({ awaiting_approval: true });
    const invited = await usersJson("invite", email);
    expect(invited.json.error).toMatchObject({ code: "awaiting-approval", userId: id });
    expect((await users("approve", email)).code).toBe(0);
    expect((await stored(id))?.awaiting_approval).toBe(false);
    expect((await usersJson("approve", email)).json.error.code).toBe("not-waiting");
  });

  it("prints links that are stored as hashes only", async () => {
    settings = { ALLOWED_EMAIL_DOMAINS: "example.org", SIGN_UP: "invite" };
    const email = `${randomUUID()}@example.com`;
    const { json } = await usersJson("invite", email, "--expires", "2d", "--note", "By Grace");
    expect(json.link).toMatch(/^https:\/\/foyer\.test\/sign-in\?invitation=[\w-]{43}$/);
    expect(json.warnings).toEqual([expect.stringContaining("ALLOWED_EMAIL_DOMAINS")]);
    const { createHash } = await import("node:crypto");
    const hash = createHash("sha256").update(json.link.slice(-43)).digest("base64url");
    const [invitation] = await sql`select id, email from invitations where token_hash = ${hash}`;
    expect(invitation).toEqual({ id: json.id, email });
    const list = await users("invite", "--list", "--limit", "1000");
    expect(list.stdout).toMatch(new RegExp(`${json.id} +${email} +1 of 1 .* By Grace`));
    expect((await users("invite", "--revoke", json.id)).code).toBe(0);
    const { id } = await storeUser();
    const recovery = await usersJson("recover", id);
    expect(recovery.json.link).toMatch(/^https:\/\/foyer\.test\/sign-in\?recovery=[\w-]{43}$/);
  });

  it.each([
    ["suspend", "AUTH_SECRET", "secret-missing"],
    ["recover", "AUTH_URL", "address-missing"],
    ["show", "DATABASE_URL", "database-url"],
  ])("refuses to %s with a wrong %s, and shows no value", async (command, variable, code) => {
    const { username } = await storeUser();
    settings = { [variable]: "wr0ng" };
    const { json } = await usersJson(command, username);
    expect(json.error.code).toBe(code);
    expect(json.error.message).toContain(variable);
    expect(json.error.message).not.toContain("wr0ng");
  });

  it("says what is wrong with a database that can't be used, without its password", async () => {
    settings = { DATABASE_URL: "postgres://foyer:pa55word@127.0.0.1:1/foyer" };
    const { code, stderr } = await users("list");
    expect(code).toBe(1);
    expect(stderr).toMatch(/foyer at 127\.0\.0\.1:1 cannot be used \(ECONNREFUSED\)/);
    expect(stderr).not.toContain("pa55word");
    const empty = `users_empty_${process.pid}`;
    await sql.unsafe(`create database ${empty}`);
    settings = { DATABASE_URL: url.replace(/\/[^/]*$/, `/${empty}`) };
    const missing = await users("list");
    await sql.unsafe(`drop database ${empty}`);
    expect(missing.stderr).toMatch(/lacks 0000_people.*npm run db:migrate/);
  });
});
