import { type ExecFileOptions, execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Runs a program and returns its trimmed standard output. */
export async function runCommand(
  command: string,
  args: string[],
  options: ExecFileOptions = {},
): Promise<string> {
  const { stdout } = await execute(command, args, {
    windowsHide: true,
    ...options,
    encoding: "utf8",
  });
  return stdout.trim();
}
