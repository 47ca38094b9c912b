import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { nextEnvironmentFrom, untouchedEnvironment } from "../processes/project-environment";
import { runCommand } from "../processes/run-command";
import { copyProject } from "../recipes/copy-project";

const drizzleKit = join(createRequire(import.meta.url).resolve("drizzle-kit"), "../bin.cjs");

const doctorCommand = [
  ...["--import", "tsx", "--import", "./scripts/doctor/server-only.mjs"],
  "scripts/doctor.ts",
];

/**
 * Keeps Git away from the project's own repository: a hook of Git names it in these variables, and
 * without a `.git` in the copy Git would look for one in the folders above.
 */
const onlyRepositoryOf = (folder: string) => ({
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_CEILING_DIRECTORIES: dirname(folder),
});

const settings = {
  "user.name": "A fork",
  "user.email": "fork@example.com",
  "commit.gpgsign": "false",
  "core.autocrlf": "false",
  "core.hooksPath": "no-hooks",
};

type Entry = { idx: number; when: number; tag: string };
type Journal = { entries: Entry[] };

/**
 * Creates a copy of the project as a Git repository. Its branches `upstream` and `fork` each add a
 * table with its generated migration; both have the same number, and that of `upstream` is older.
 */
export async function forkProject(name: string) {
  const folder = await copyProject(name);
  const run = (command: string, args: string[], more: Record<string, string> = {}) =>
    runCommand(command, args, {
      cwd: folder,
      env: nextEnvironmentFrom({ ...untouchedEnvironment(), ...onlyRepositoryOf(folder), ...more }),
    });
  const git = (...args: string[]) => run("git", args);
  const path = (file: string) => join(folder, "drizzle", file);
  const readJournal = async (branch: string): Promise<Journal> =>
    JSON.parse(await git("show", `${branch}:drizzle/meta/_journal.json`));

  const project = {
    folder,
    git,
    path,
    tag: { upstream: "", fork: "" },
    generate: (migration: string) =>
      run(process.execPath, [drizzleKit, "generate", "--name", migration]),
    migrate: (databaseUrl: string) =>
      run(process.execPath, ["--import", "tsx", "scripts/migrate.ts"], {
        DATABASE_URL: databaseUrl,
      }),
    /** The doctor's JSON. Its exit code is 1 if a check fails. */
    doctor: (databaseUrl: string) =>
      run(process.execPath, [...doctorCommand, "--json"], {
        DATABASE_URL: databaseUrl,
        AUTH_SECRET: randomBytes(32).toString("hex"),
        AUTH_URL: "http://localhost:3000",
      }).catch(({ stdout }: { stdout: string }) => stdout),
    /** Merges upstream into the fork, which conflicts, and resolves the journal to this order. */
    merge: async (order: (ours: Entry, theirs: Entry) => Entry[]) => {
      await git("reset", "--hard", "fork");
      await git("clean", "-fd");
      await git("merge", "upstream").catch(() => {});
      const [ours, theirs] = [await readJournal("fork"), await readJournal("upstream")];
      const [own, theirOwn] = [ours.entries.at(-1), theirs.entries.at(-1)];
      if (!own || !theirOwn) throw new Error("the branches have no migrations");
      const entries = [...ours.entries.slice(0, -1), ...order(own, theirOwn)];
      const journal = { ...ours, entries: entries.map((entry, idx) => ({ ...entry, idx })) };
      await writeFile(path("meta/_journal.json"), JSON.stringify(journal, null, 2));
    },
  };

  async function addTable(
    branch: "upstream" | "fork",
    place: (schema: string, code: string) => string,
  ) {
    // No product has a table of this name.
    const table = `table_of_${branch}`;
    await git("checkout", "-b", branch, "base");
    const schema = join(folder, "lib/db/schema.ts");
    const code = `export const ${table} = pgTable("${table}", { id: uuid("id").primaryKey() });\n`;
    await writeFile(schema, place(await readFile(schema, "utf8"), code));
    await project.generate(table);
    await git("add", ".");
    await git("commit", "-m", `add ${table}`);
    project.tag[branch] = (await readJournal(branch)).entries.at(-1)?.tag ?? "";
  }

  await git("init", "--initial-branch", "base");
  for (const setting of Object.entries(settings)) await git("config", ...setting);
  await git("add", ".");
  await git("commit", "-m", "the forked release");
  await addTable("upstream", (schema, code) => `${schema}\n${code}`);
  await addTable("fork", (schema, code) => schema.replace(/^(?=export )/m, code));
  return project;
}
