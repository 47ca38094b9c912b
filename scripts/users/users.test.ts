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

describe("npm run users", () => {
  it("prints what it did, or one JSON document", async () => {
    const { id, username } = await storeUser();
    const shown = await users("show", username);
    expect([shown.code, shown.stderr]).toEqual([0, ""]);
    expect(shown.stdout).toContain(id);
    const { code, json } = await usersJson("suspend", id, "--until", "7d");
    expect([code, json]).toMatchObject([0, { userId: id, warnings: [] }]);
  });

  it("prints JSON that can't forge what a terminal shows", async () => {
    const name = "Ada\u009b31m\u202e Lovelace";
    const { id } = await storeUser({ name });
    const { stdout } = await users("show", id, "--json");
    expect(stdout).toContain("Ada\\u009b31m\\u202e Lovelace");
    expect(JSON.parse(stdout).user.name).toBe(name);
  });

  it("does not ask a program: it refuses, with the command that needs no question", async () => {
    const { id } = await storeUser();
    const { code, json } = await usersJson("delete", id);
    expect([code, json.error.code]).toEqual([1, "not-confirmed"]);
    expect(json.error.message).toContain(`npm run users -- delete ${id} --yes`);
  });

  it("exits with 2 if it doesn't understand, also in JSON", async () => {
    const { code, stderr } = await users("suspend");
    expect([code, stderr]).toEqual([2, expect.stringContaining("suspend takes one user")]);
    expect(await usersJson("promote")).toMatchObject({
      code: 2,
      json: { error: { code: "usage" } },
    });
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
