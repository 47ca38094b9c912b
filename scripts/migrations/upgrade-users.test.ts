import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrationsDirectory } from "../processes/project-paths";
import { testDatabase } from "../test-run/test-database";
import { migrateDatabase } from "./migrate-database";

const { url, recreate, end } = testDatabase("upgrade_users");
const sql = postgres(url, { max: 1, onnotice: () => {} });

/** A copy of the migrations folder that ends with this migration. */
async function folderUntil(last: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "foyer-migrations-"));
  const text = await readFile(join(migrationsDirectory, "meta/_journal.json"), "utf8");
  const journal = JSON.parse(text) as { entries: { tag: string }[] };
  const end = journal.entries.findIndex(({ tag }) => tag === last) + 1;
  const entries = journal.entries.slice(0, end);
  await mkdir(join(folder, "meta"));
  await writeFile(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
  for (const { tag } of entries) {
    await cp(join(migrationsDirectory, `${tag}.sql`), join(folder, `${tag}.sql`));
  }
  return folder;
}

const id = (number: number) => `${number}0000000-0000-4000-8000-000000000000`;
const day = (number: number) => `2026-01-0${number}T12:00:00.123456Z`;

// The second and the third were created at the same moment, and are inserted in another order.
const users = [
  { id: id(3), username: "ada", created_at: day(2) },
  { id: id(2), username: "ada", created_at: day(2) },
  { id: id(1), username: "grace", created_at: day(3) },
  { id: id(9), username: "ada", created_at: day(1) },
].map((user) => ({
  ...user,
  email: `${user.id}@example.com`,
  email_verified: user.created_at,
  image: `https://a.example/${user.id}`,
}));
const accounts = users.flatMap(({ id: user_id, email, created_at }) => [
  { provider: "github", provider_account_id: user_id, user_id, email, created_at: day(9) },
  { provider: "google", provider_account_id: user_id, user_id, email, created_at },
]);
const sessions = users.map(({ id: user_id, created_at }) => ({
  token_hash: `hash-${user_id}`,
  user_id,
  provider: "google",
  created_at,
  last_seen_at: day(8),
  expires_at: day(9),
  absolute_expires_at: day(9),
}));

/** All rows of the three tables, in order, with the columns of the first migration only. */
const rows = async () => ({
  users: await sql`select id, email, email_verified, name, image, created_at::text
    from users order by id`,
  accounts: await sql`select provider, provider_account_id, user_id, email, created_at::text,
    last_used_at::text from accounts order by provider, provider_account_id`,
  sessions: await sql`select id, token_hash, user_id, provider, created_at::text,
    last_seen_at::text, expires_at::text, absolute_expires_at::text from sessions order by id`,
});
let before: Awaited<ReturnType<typeof rows>>;

describe("the upgrade of a database with users from before the account centre", () => {
  beforeAll(async () => {
    await recreate();
    const folder = await folderUntil("0000_people");
    await migrateDatabase(url, folder);
    await rm(folder, { recursive: true });
    await sql`insert into users ${sql(users)}`;
    await sql`insert into accounts ${sql(accounts)}`;
    await sql`insert into sessions ${sql(sessions)}`;
    before = await rows();
    await migrateDatabase(url);
  });
  afterAll(async () => {
    await sql.end();
    await end();
  });

  it("keeps every user, account and session unchanged", async () => {
    expect(before.users).toHaveLength(4);
    expect(before.accounts).toHaveLength(8);
    expect(before.sessions).toHaveLength(4);
    expect(await rows()).toEqual(before);
  });

  it("leaves a username to the first user with it, and gives the others a new one", async () => {
    const all = await sql`select id, username from users order by id`;
    expect([...all]).toEqual([
      { id: id(1), username: "grace" },
      { id: id(2), username: "ada-20000000" },
      { id: id(3), username: "ada-30000000" },
      { id: id(9), username: "ada" },
    ]);
    const twice = sql`insert into users (username, email, email_verified)
      values ('ada', 'another@example.com', now())`;
    await expect(twice).rejects.toMatchObject({ code: "23505" });
  });

  it("takes a session's authentication time from its sign-in, and its device as known", async () => {
    const all = await sql`select authenticated_at::text = created_at::text as as_old, new_device
      from sessions`;
    expect(new Set(all.map((row) => JSON.stringify(row)))).toEqual(
      new Set([JSON.stringify({ as_old: true, new_device: false })]),
    );
  });

  it("gives each account an id, and the user's picture to the first of them", async () => {
    const all = await sql`select id, provider, user_id, image from accounts`;
    expect(new Set(all.map((account) => account.id)).size).toBe(8);
    for (const { provider, user_id, image } of all) {
      expect(image).toBe(provider === "google" ? `https://a.example/${user_id}` : null);
    }
  });

  it("does nothing when it is run again", async () => {
    const names = await sql`select id, username from users order by id`;
    await migrateDatabase(url);
    expect(await sql`select id, username from users order by id`).toEqual(names);
    expect(await rows()).toEqual(before);
  });
});
