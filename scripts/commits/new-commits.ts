import { runCommand } from "../processes/run-command";

/** The file whose first commit is the last that is not checked. */
const since = "scripts/check-commits.ts";

/**
 * The commits of a repository since the check was added to it, without merges. Older ones stay as they
 * are. In a shallow clone Git takes its oldest commits for those that added every file.
 *
 * @returns null where there is no history to read: no Git, a downloaded archive, a folder of another
 *   repository
 */
export async function newCommits(directory: string): Promise<Commit[] | null> {
  const git = (...args: string[]) => runCommand("git", args, { cwd: directory });
  try {
    if ((await git("rev-parse", "--show-prefix")) !== "") return null;
    const added = await git("log", "--full-history", "--diff-filter=A", "--format=%H", "--", since);
    const bases = added.split("\n").filter(Boolean);
    if (bases.length === 0) return [];
    const log = await git("log", "--no-merges", "--format=%h %s", "HEAD", "--not", ...bases);
    return log.split("\n").filter(Boolean).map(readLine);
  } catch {
    return null;
  }
}

function readLine(line: string): Commit {
  const [, hash = "", subject = ""] = /^(\S+) ?(.*)$/.exec(line) ?? [];
  return { hash, subject };
}

type Commit = { hash: string; subject: string };
