import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runProjectCommand } from "./test-run/project-command";
import { testDatabase } from "./test-run/test-database";

// This file is yours, as `seed.ts` is: it goes with the people there.

const { url, recreate, end } = testDatabase("seed_example");

beforeAll(recreate);
afterAll(end);

const run = async (file: string) => {
  const command = runProjectCommand(`scripts/${file}.ts`, { settings: { DATABASE_URL: url } });
  return { code: await command.exited, output: command.output() };
};

it("adds two users and an admin, and says so", { timeout: 60_000 }, async () => {
  expect((await run("migrate")).code).toBe(0);
  const added = { code: 0, output: expect.stringContaining("Ada Lovelace (user) added.") };
  expect(await run("run-seed")).toEqual(added);
  const there = { code: 0, output: expect.stringContaining("Ada Lovelace (user) was there.") };
  expect(await run("run-seed")).toEqual(there);

  const sql = postgres(url, { max: 1 });
  const stored = await sql`
    select role from users join accounts on accounts.user_id = users.id order by users.email`;
  await sql.end();
  expect(stored.map(({ role }) => role)).toEqual(["user", "user", "admin"]);
});
