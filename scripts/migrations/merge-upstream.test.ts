import { spawnSync } from "node:child_process";
import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET } from "../../app/api/health/route";
import { readMigrations } from "../../lib/db/migrations/migration-files";
import { forkProject } from "../test-run/forked-project";
import { testDatabase } from "../test-run/test-database";
import { migrateDatabase } from "./migrate-database";

/** A fork has run a migration of its own, and then merges ours. */
const hasGit = spawnSync("git", ["--version"]).status === 0;
const { url, recreate, end } = testDatabase("merge_upstream");
process.env.DATABASE_URL = url;

type Project = Awaited<ReturnType<typeof forkProject>>;
let project: Project;

const health = async () => {
  process.env.FOYER_MIGRATIONS = JSON.stringify(readMigrations(project.path("")));
  const request = new Request("http://localhost:3000/api/health");
  const response = await GET(Object.assign(request, { nextUrl: new URL(request.url) }) as never);
  return { status: response.status, ...((await response.json()) as { missing?: string[] }) };
};
const migrate = () => project.migrate(url);
const failureOf = (run: Promise<string>) =>
  run.then(
    () => "",
    (error: { stderr: string }) => error.stderr,
  );

describe.skipIf(!hasGit)(
  "an older migration that a fork merges from upstream",
  { timeout: 60_000 },
  () => {
    beforeAll(async () => {
      project = await forkProject("merge-upstream");
      return () => rm(project.folder, { recursive: true });
    }, 60_000);

    beforeEach(async () => {
      await recreate();
      await project.git("reset", "--hard", "fork");
      await project.git("clean", "-fd");
      await migrateDatabase(url, project.path(""));
      expect(await health()).toMatchObject({ status: 200 });
    });
    afterAll(end);

    it("is reported as missing by health and the doctor until db:migrate applies it, after the fork's own", async () => {
      await project.merge((ours, theirs) => [ours, theirs]);
      const { upstream } = project.tag;
      expect(await health()).toMatchObject({ status: 503, missing: [upstream] });
      const text = expect.stringMatching(`^1 of \\d+ missing: ${upstream}$`);
      expect(await doctor()).toMatchObject({ status: "fail", text });

      expect(await migrate()).toBe(`Applied ${upstream}.\nThe database is up to date.`);
      expect(await health()).toMatchObject({ status: 200 });
      expect(await doctor()).toMatchObject({ status: "ok" });
      expect(await migrate()).toBe("The database is up to date.");
    });

    it("is applied when it comes before the fork's own, with the same number", async () => {
      await project.merge((ours, theirs) => [theirs, ours]);
      await expectToApply(project.tag.upstream);
    });

    it("is applied when it was renumbered after the fork's own", async () => {
      await project.merge((ours, theirs) => [ours, { ...theirs, tag: "0099_table_of_upstream" }]);
      await rename(
        project.path(`${project.tag.upstream}.sql`),
        project.path("0099_table_of_upstream.sql"),
      );
      await expectToApply("0099_table_of_upstream");
    });

    it("is applied, and the fork's own not repeated, when that was renumbered after it", async () => {
      await project.merge((ours, theirs) => [theirs, { ...ours, tag: "0099_table_of_fork" }]);
      await rename(project.path(`${project.tag.fork}.sql`), project.path("0099_table_of_fork.sql"));
      await expectToApply(project.tag.upstream);
    });

    it("stops db:migrate and the doctor by name when the fork kept its own journal", async () => {
      await project.merge((ours) => [ours]);
      const file = `drizzle/${project.tag.upstream}.sql`;
      expect(await failureOf(migrate())).toContain(`${file} is not in drizzle/meta/_journal.json`);
      expect(await doctor()).toMatchObject({ status: "fail", text: expect.stringContaining(file) });
    });

    it("stops db:migrate when the fork kept upstream's journal and lost its own entry", async () => {
      await project.merge((_, theirs) => [theirs]);
      expect(await failureOf(migrate())).toContain(`drizzle/${project.tag.fork}.sql is not in`);
    });

    it("leaves the fork able to generate migrations, as docs/upgrading.md says", async () => {
      await project.merge((ours, theirs) => [theirs, ours]);
      await project.git("checkout", "--theirs", "drizzle/meta/*_snapshot.json");
      await project.generate("merged");
      const [merged = ""] = (await readdir(project.path(""))).filter((file) => /merged/.test(file));
      const its = `drizzle/${project.tag.fork}.sql and drizzle/${merged} contain the same SQL`;
      expect(await failureOf(migrate())).toContain(its);

      await writeFile(project.path(merged), "-- Merged upstream: nothing to run.\n");
      expect(await migrate()).toContain("The database is up to date.");
      expect(await project.generate("after")).toContain("No schema changes");
    });
  },
);

/** Expects one run to apply exactly what is missing. */
async function expectToApply(tag: string): Promise<void> {
  expect(await health()).toMatchObject({ status: 503, missing: [tag] });
  const run = await migrateDatabase(url, project.path(""));
  expect(run).toEqual({ applied: [tag], unknown: [] });
  expect(await health()).toMatchObject({ status: 200 });
}

/** The finding of `npm run doctor` about migrations. */
async function doctor() {
  const output = await project.doctor(url);
  const { sections } = JSON.parse(output) as {
    sections: { findings: { check: string; status: string; text: string }[] }[];
  };
  return sections.flatMap(({ findings }) => findings).find(({ check }) => check === "migrations");
}
