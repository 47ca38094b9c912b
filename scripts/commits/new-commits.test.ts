import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../processes/run-command";
import { newCommits } from "./new-commits";

const hasGit = spawnSync("git", ["--version"]).status === 0;
const author = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "core.hooksPath=none"];
// A hook of Git names the project's own repository in these.
for (const name of ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"]) delete process.env[name];

let folder: string;
let repository: string;

const git = (...args: string[]) => runCommand("git", [...author, ...args], { cwd: repository });
const commit = (subject: string) =>
  git("commit", "--allow-empty", "--no-gpg-sign", "-m", subject, "-m", "A body.");
const subjects = async (directory: string) =>
  (await newCommits(directory))?.map(({ subject }) => subject) ?? null;

describe.skipIf(!hasGit)("the commits to check", { timeout: 30_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "foyer-commits-"));
    repository = join(folder, "repository");
    await mkdir(repository);
    await git("init", "--initial-branch", "main");
    await commit("Before the check");
    await git("branch", "side");
    const file = join(repository, "scripts/check-commits.ts");
    await mkdir(dirname(file));
    await writeFile(file, "");
    await git("add", ".");
    await commit("Add the check");
    await commit("first");
    await git("checkout", "-q", "side");
    await commit("from another branch");
    await git("checkout", "-q", "main");
    await git("merge", "--no-gpg-sign", "--no-ff", "-m", "A merge", "side");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("are those since the check was added, of every branch, without merges", async () => {
    expect((await subjects(repository))?.sort()).toEqual(["first", "from another branch"]);
  });

  it("are those that a shallow clone has, without its oldest", async () => {
    const clone = join(folder, "shallow");
    await git("clone", "--quiet", "--depth", "1", pathToFileURL(repository).href, clone);
    expect(await subjects(clone)).toEqual([]);
  });

  it("are none before the check was added", async () => {
    const clone = join(folder, "before");
    await git("clone", "--quiet", repository, clone);
    await runCommand("git", ["checkout", "--quiet", "origin/side"], { cwd: clone });
    expect(await subjects(clone)).toEqual([]);
  });

  it("are unknown in a folder without a repository, or below another one", async () => {
    expect(await subjects(folder)).toBeNull();
    expect(await subjects(join(repository, "scripts"))).toBeNull();
  });
});
