import { rm } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eraseLocalPostgres } from "../local-postgres/local-postgres";
import { seedAccounts } from "../local-providers/accounts/accounts";
import { startEmbeddedDatabase } from "../local-run/embedded-database";
import { copyProject } from "../recipes/copy-project";
import { runProjectCommand } from "../test-run/project-command";
import { testDatabase } from "../test-run/test-database";

const { url, recreate, end } = testDatabase("database_commands");
const settings = { DATABASE_URL: url };

const run = async (file: string, options: Parameters<typeof runProjectCommand>[1]) => {
  const command = runProjectCommand(`scripts/${file}.ts`, options);
  return { code: await command.exited, output: command.output() };
};

async function people(database = url) {
  const sql = postgres(database, { max: 1 });
  try {
    return await sql`
      select users.email, role, provider, provider_account_id as account from users
      left join accounts on accounts.user_id = users.id order by users.email`;
  } finally {
    await sql.end();
  }
}

describe("the commands on a database of one's own", { timeout: 60_000 }, () => {
  beforeAll(recreate);
  afterAll(end);

  it("say that a migration is missing before they seed", async () => {
    expect(await run("run-seed", { settings })).toEqual({
      code: 1,
      output: expect.stringContaining("Run npm run db:migrate first."),
    });
  });

  it("erase it with all schemas, and keep who may use it", async () => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql`create schema "of my own"`;
    await sql`create table "of my own".things (id int)`;
    await sql`create table public.things (id int)`;
    await sql`grant create on schema public to public`;

    const reset = await run("reset", { settings });
    expect(reset.output).toMatch(
      /^Erased database_commands at [\w.:]+, and applied \d+ migrations\.\n$/,
    );
    // The session that held it was ended, and a new one opens by itself.
    const tables = await sql`
      select schemaname as schema, tablename as name from pg_tables
      where tablename in ('things', 'users')`;
    expect(tables).toEqual([{ schema: "public", name: "users" }]);
    const [rights] = await sql`select has_schema_privilege('public', 'public', 'create') as may`;
    expect(rights).toEqual({ may: true });
    await sql.end();
  });

  it("seed no one twice, and only accounts that the local providers have", async () => {
    const first = await run("run-seed", { settings });
    expect(first.code, first.output).toBe(0);
    const seeded = await people();
    const known = seedAccounts.flatMap(({ google }) => google ?? []);
    for (const { email, provider, account } of seeded) {
      if (provider !== "google") continue;
      const person = known.find(({ sub }) => sub === account);
      expect(String(person?.email).toLowerCase()).toBe(email);
    }
    expect(await run("run-seed", { settings })).toMatchObject({ code: 0 });
    expect(await people()).toEqual(seeded);
  });

  it("print its address as it is", async () => {
    expect(await run("database-url", { settings })).toEqual({ code: 0, output: `${url}\n` });
  });

  it("show it in Drizzle Studio, on this machine only", async () => {
    const studio = runProjectCommand("scripts/database-studio.ts", {
      settings,
      args: ["--port", "14383"],
    });
    await studio.printed("local.drizzle.studio");
    const response = await fetch("http://127.0.0.1:14383/", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "init" }),
    });
    expect(await response.json()).toMatchObject({ dialect: "postgresql" });
    expect(await studio.stop()).toBe(0);
  });

  it.each(["reset", "run-seed"])("refuse to %s in production, and elsewhere", async (file) => {
    const before = await people();
    const production = { ...settings, NODE_ENV: "production" };
    const args = ["--yes-really"];
    const refused = await run(file, { settings: production, args });
    expect(refused.output).toContain("does not run with NODE_ENV=production");
    const far = { DATABASE_URL: "postgres://ada:s3cret@db.example.com/app" };
    const elsewhere = await run(file, { settings: far });
    expect(elsewhere.output).toContain("on another machine: app at db.example.com:5432.");
    expect(elsewhere.output).toContain("-- --yes-really");
    expect(elsewhere.output).not.toContain("s3cret");
    expect([refused.code, elsewhere.code]).toEqual([1, 1]);
    expect(await people()).toEqual(before);
  });
});

describe("the commands on the embedded database", { timeout: 90_000 }, () => {
  let directory: string;
  let data: string;

  beforeAll(async () => {
    directory = await copyProject("database-commands");
    data = join(directory, ".local/postgres");
  });
  afterAll(async () => {
    await eraseLocalPostgres(data);
    await rm(directory, { recursive: true, force: true });
  });

  it("say so if there is none yet", async () => {
    for (const file of ["database-url", "reset", "run-seed"]) {
      const { code, output } = await run(file, { directory });
      expect(code).toBe(1);
      expect(output).toContain("start npm run dev once");
    }
  });

  it("use the one that runs, and start it otherwise", async () => {
    const dev = await startEmbeddedDatabase({ directory: data });
    expect((await run("database-url", { directory })).output).toBe(`${dev.url}\n`);
    expect((await run("run-seed", { directory })).code).toBe(0);
    expect(await people(dev.url)).not.toEqual([]);
    await dev.stop();

    expect(await run("database-url", { directory })).toEqual({
      code: 1,
      output: expect.stringContaining("The embedded Postgres isn't running. Start npm run dev"),
    });
    expect((await run("reset", { directory })).code).toBe(0);
    const again = await startEmbeddedDatabase({ directory: data });
    expect(await people(again.url)).toEqual([]);
    await again.stop();
  });
});
