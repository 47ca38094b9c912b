import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { eraseLocalPostgres } from "../local-postgres/local-postgres";
import { findFreePort } from "../processes/free-port";
import { copyProject } from "../recipes/copy-project";
import { runProjectCommand } from "../test-run/project-command";

/** The compiler has two cores at most, and the other tests use them too. */
const firstPageMs = 200_000;

let directory = "";
afterAll(async () => {
  await eraseLocalPostgres(join(directory, ".local/postgres"));
  await rm(directory, { recursive: true, force: true });
});

it("npm run dev prints the address first, then serves, logs in words, and takes new pages and migrations", async () => {
  directory = await copyProject("dev");
  const port = await findFreePort(14_390);
  const app = `http://localhost:${port}`;
  const dev = runProjectCommand("scripts/dev.ts", { directory, settings: { PORT: String(port) } });
  try {
    await dev.printed("Press Ctrl-C to stop everything.", firstPageMs);
    expect(dev.output()).toContain(`App        ${app}\n`);
    expect(dev.output()).not.toMatch(/GET \/ |The first page is ready/);
    await dev.printed("The first page is ready", firstPageMs);
    const page = await fetch(app);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Google");

    await fetch(`${app}/api/auth/callback/google?code=s3cret&state=s3cret`);
    await dev.printed("GET /api/auth/callback/google?… 401", firstPageMs);
    expect(dev.output()).toMatch(
      /^[\d:]{8} {2}warn {2}sign-in\.failed {2}reference \w+, provider google/m,
    );
    expect(dev.output()).not.toMatch(/s3cret|^\{/m);

    await addPageWithNewFunction();
    const added = async () => (await fetch(`${app}/added`)).text();
    await expect.poll(added, { timeout: firstPageMs }).toContain("added later");

    await addMigration("0999_of_mine", "create table of_mine (id int);");
    await dev.printed("Applied drizzle/0999_of_mine.sql.");
    await addMigration("0998_wrong", "create table wrong (id lint);");
    await dev.printed("New migration not applied: Migration 0998_wrong failed");
    expect((await fetch(app)).status).toBe(200);
  } finally {
    expect(await dev.stop()).toBe(0);
  }
}, 500_000);

/** A new page, and what it calls in a file that the first page has loaded. */
async function addPageWithNewFunction() {
  const page = join(directory, "app/(foyer)/added");
  await appendFile(
    join(directory, "lib/i18n/locales.ts"),
    'export const addedLater = () => "added later";\n',
  );
  await mkdir(page);
  await writeFile(
    join(page, "page.tsx"),
    'import { addedLater } from "@/lib/i18n/locales";\nexport default () => <p>{addedLater()}</p>;\n',
  );
}

async function addMigration(tag: string, sql: string) {
  const file = join(directory, "drizzle/meta/_journal.json");
  const journal = JSON.parse(await readFile(file, "utf8"));
  const entry = {
    idx: journal.entries.length,
    version: "7",
    when: Date.now(),
    tag,
    breakpoints: true,
  };
  await writeFile(join(directory, `drizzle/${tag}.sql`), sql);
  await writeFile(file, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }));
}
