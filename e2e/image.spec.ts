import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { AppServer, signInSettings } from "./support/app-server";
import { control } from "./support/control";
import { database } from "./support/database";
import { runDoctor } from "./support/doctor";
import { HttpVisitor } from "./support/http-visitor";
import { copyImage, imageUser, runImageCommand } from "./support/image-copy";
import { stack } from "./support/stack";

test.describe.configure({ mode: "serial" });

const name = `image_${randomBytes(6).toString("hex")}`;
let url: string;
let directory: string;
let remove: () => Promise<void>;

test.beforeAll(async () => {
  await database().unsafe(`create database ${name}`);
  const address = new URL(stack().databaseUrl);
  address.pathname = name;
  url = address.href;
  ({ directory, remove } = await copyImage());
});

test.afterAll(async () => {
  await database().unsafe(`drop database ${name} with (force)`);
  await remove();
});

test("migrate.mjs needs DATABASE_URL alone, and applies every migration to an empty database once", async () => {
  const { entries } = JSON.parse(await readFile("drizzle/meta/_journal.json", "utf8"));
  const tags = entries.map(({ tag }: { tag: string }) => `Applied ${tag}.\n`);
  const done = "The database is up to date.\n";
  const first = await runImageCommand(directory, ["migrate.mjs"], { DATABASE_URL: url });
  expect(first).toEqual({ code: 0, output: [...tags, done].join(""), errors: "" });
  const second = await runImageCommand(directory, ["migrate.mjs"], { DATABASE_URL: url });
  expect(second).toEqual({ code: 0, output: done, errors: "" });
});

test("migrate.mjs says what is missing or wrong, and fails", async () => {
  const none = await runImageCommand(directory, ["migrate.mjs"], {});
  expect(none).toMatchObject({
    code: 1,
    errors: expect.stringContaining("DATABASE_URL is not set"),
  });
  const closed = { DATABASE_URL: "postgres://foyer:very-secret@127.0.0.1:1/foyer" };
  const failed = await runImageCommand(directory, ["migrate.mjs"], closed);
  expect(failed).toMatchObject({ code: 1, errors: expect.stringContaining("ECONNREFUSED") });
  expect(failed.errors).not.toContain("very-secret");
});

test("doctor.mjs reports what npm run doctor does", async () => {
  const settings = { ...signInSettings(), DATABASE_URL: url };
  const args = ["doctor.mjs", "--json", "--development"] as const;
  const { code, output } = await runImageCommand(directory, [...args], settings);
  const project = await runDoctor(settings, "--development");
  expect(code).toBe(project.code);
  expect(JSON.parse(output)).toEqual(JSON.parse(project.output));
});

test("release.mjs checks what it has migrated, and nothing if that failed", async () => {
  const settings = { ...signInSettings(), DATABASE_URL: url };
  const { code, output } = await runImageCommand(directory, ["release.mjs"], settings);
  expect(output).toMatch(/^The database is up to date\.\n\nEnvironment\n/);
  expect(output).toContain("  OK        migrations: ");
  expect(code).toBe(output.includes("  FAIL ") ? 1 : 0);
  const away = { ...settings, DATABASE_URL: "postgres://foyer:foyer@127.0.0.1:1/foyer" };
  const failed = await runImageCommand(directory, ["release.mjs"], away);
  expect(failed).toMatchObject({ code: 1, output: "" });
});

test("the app signs users in where it can write nothing, and users.mjs lists them", async () => {
  const settings = { ...signInSettings(), DATABASE_URL: url };
  const app = await AppServer.runStandalone(directory, settings, imageUser);
  const user = await control.createAccount({ google: {} });
  try {
    await app.ready();
    await runProbe(app);
    const visitor = new HttpVisitor(app.url);
    await visitor.signIn("google", user);
    for (const path of ["/account", "/icon", "/apple-icon", "/manifest.webmanifest"]) {
      expect((await visitor.get(path)).status).toBe(200);
    }
  } finally {
    await app.stop();
  }
  expect(app.output()).not.toMatch(/EACCES|EROFS|EPERM|Failed to/);

  const list = ["users.mjs", "list", "--json"] as const;
  const { output } = await runImageCommand(directory, [...list], settings);
  const { users } = JSON.parse(output) as { users: { email: string }[] };
  expect(users.map(({ email }) => email)).toEqual([user.google?.email]);
});

test("the image's package.json has the commands that messages name, and no others", async () => {
  const { scripts } = JSON.parse(await readFile(join(directory, "package.json"), "utf8"));
  expect(Object.keys(scripts)).toEqual(["start", "db:migrate", "doctor", "users", "accounts:move"]);
  const files = await readdir(directory);
  for (const command of Object.values<string>(scripts)) {
    expect(files).toContain(command.replace(/^node /, ""));
  }
});

async function runProbe({ url }: AppServer): Promise<void> {
  const env = { PORT: new URL(url).port } as unknown as NodeJS.ProcessEnv;
  await promisify(execFile)(process.execPath, ["deploy/probe.mjs"], { env });
}
