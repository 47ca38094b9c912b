import postgres from "postgres";
import { afterAll, expect, it } from "vitest";
import { checkDatabase } from "../../lib/doctor/database/database";
import { env } from "../../lib/env/env";
import { testDatabase } from "../test-run/test-database";
import { migrateDatabase } from "./migrate-database";

const { url, admin, end } = testDatabase("other_encoding");
afterAll(end);

it.each(["LATIN1", "SQL_ASCII"])(
  "a database of the encoding %s is refused by db:migrate and the doctor, with the statement for another",
  async (encoding) => {
    await admin`drop database if exists other_encoding with (force)`;
    await admin.unsafe(
      `create database other_encoding encoding '${encoding}' locale_provider libc locale 'C' template template0`,
    );
    const statement = "create database foyer encoding 'UTF8' template template0;";
    const message = await migrateDatabase(url).catch((error: Error) => error.message);
    expect(message).toContain(`the database's encoding is ${encoding}`);
    expect(message).toContain(statement);

    const sql = postgres(url, { max: 1 });
    expect(await sql`select from pg_tables where tablename = 'users'`).toEqual([]);
    await sql.end();

    const settings = { ...env(), DATABASE_URL: url };
    const findings = await checkDatabase({ rules: "production", inContainer: false }, settings);
    expect(findings.find(({ check }) => check === "encoding")).toMatchObject({
      status: "fail",
      text: expect.stringContaining(encoding),
      fix: expect.stringContaining(statement),
    });
  },
);

it("the statement that it prints creates a database that is accepted", async () => {
  await admin`drop database if exists other_encoding with (force)`;
  await admin.unsafe("create database other_encoding encoding 'UTF8' template template0");
  expect((await migrateDatabase(url)).applied).toContain("0000_people");
});
