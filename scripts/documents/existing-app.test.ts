import postgres from "postgres";
import { expect, it } from "vitest";
import { migrateDatabase } from "../migrations/migrate-database";
import { withMigratedDatabase } from "../test-run/migrated-database";
import { readProjectFile } from "./read-project";

const { url, sql } = withMigratedDatabase("foyer_existing_app");
const [, move = ""] = /^```sql\n(.*?)^```$/ms.exec(readProjectFile("docs/existing-app.md")) ?? [];

/** As in Auth.js's documentation: https://authjs.dev/getting-started/adapters/drizzle */
const authjsTables = `
  create table "user" (id text primary key, name text, email text unique,
    "emailVerified" timestamp, image text);
  create table account ("userId" text not null references "user" on delete cascade, type text not null,
    provider text not null, "providerAccountId" text not null, access_token text,
    primary key (provider, "providerAccountId"));
  create table project (id int primary key,
    "userId" text not null constraint "project_userId_user_id_fk" references "user" on delete cascade)`;

const ada = "113ca44f-82dc-44e0-a1b0-2842be5566f0";

it("docs/existing-app.md moves the users of Auth.js with their accounts, and what refers to them", async () => {
  await sql().unsafe(authjsTables);
  await sql()`insert into "user" (id, name, email) values (${ada}, 'Ada', 'Ada.L@example.com'),
    ('cm3grace', 'Grace', 'grace@example.com'), ('cm3-none', 'No address', null)`;
  await sql()`insert into account ("userId", type, provider, "providerAccountId") values
    (${ada}, 'oidc', 'google', '1'), (${ada}, 'oauth', 'github', '1'), ('cm3grace', 'oidc', 'google', '2'),
    ('cm3-none', 'oauth', 'twitter', '3')`;
  await sql()`insert into project values (1, ${ada}), (2, 'cm3grace'), (3, 'cm3-none')`;
  await migrateDatabase(url);
  for (const statement of move.split("--> statement-breakpoint")) await sql().unsafe(statement);

  const moved = await sql()`
    select name, username, email, email_verified is not null as confirmed, project.id as project,
      array(select provider from accounts where user_id = users.id order by 1) as providers,
      (select bool_or(email_confirmed) from accounts where user_id = users.id) as links
    from users join project on "userId" = users.id order by project.id`;
  expect(moved.map((row) => ({ ...row }))).toEqual([
    {
      ...{ name: "Ada", username: expect.stringMatching(/^ada-l-[0-9a-f]{6}$/), project: 1 },
      ...{ email: "ada.l@example.com", confirmed: true, providers: ["github", "google"] },
      links: false,
    },
    {
      ...{ name: "Grace", username: expect.stringMatching(/^grace-[0-9a-f]{6}$/), project: 2 },
      ...{ email: "grace@example.com", confirmed: true, providers: ["google"], links: false },
    },
    {
      ...{ name: "No address", username: expect.stringMatching(/^user-[0-9a-f]{6}$/), project: 3 },
      ...{ email: expect.stringMatching(/@example\.invalid$/), confirmed: false },
      ...{ providers: ["twitter"], links: false },
    },
  ]);
  expect(await sql()`select id from users where name = 'Ada'`).toEqual([{ id: ada }]);
});

it("stops at two users whose addresses differ in their case alone, and moves no one", async () => {
  await sql().unsafe(authjsTables);
  await sql()`insert into "user" (id, email) values ('a', 'ada@example.com'), ('b', 'Ada@Example.com')`;
  await migrateDatabase(url);
  const moving = postgres(url, { max: 1, onnotice: () => {} });
  const statements = move.split("--> statement-breakpoint");
  const run = moving.begin(async (tx) => {
    for (const statement of statements) await tx.unsafe(statement);
  });
  await expect(run).rejects.toMatchObject({ detail: expect.stringContaining("ada@example.com") });
  expect(await moving`select id from users`).toHaveLength(0);
  await moving.end();
});
