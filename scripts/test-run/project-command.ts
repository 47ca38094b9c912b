import { spawn } from "node:child_process";
import { join } from "node:path";
import { vi } from "vitest";
import { untouchedEnvironment } from "../processes/project-environment";
import { projectDirectory } from "../processes/project-paths";

/** Runs a command of the project as npm would, without the developer's own settings. */
export function runProjectCommand(file: string, options: CommandOptions = {}): RunningCommand {
  const { settings = {}, args = [], directory = projectDirectory } = options;
  const serverOnly = ["--import", join(projectDirectory, "scripts/doctor/server-only.mjs")];
  const child = spawn(
    process.execPath,
    ["--import", "tsx", ...serverOnly, join(directory, file), ...args],
    {
      cwd: directory,
      env: { ...untouchedEnvironment(), ...settings } as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    child.once("close", (code) => resolve(code));
  });
  return {
    output: () => output,
    printed: (text, timeout = 50_000) => vi.waitUntil(() => output.includes(text), { timeout }),
    exited,
    stop: () => {
      child.kill("SIGINT");
      return exited;
    },
  };
}

type CommandOptions = {
  settings?: Record<string, string>;
  args?: string[];
  /** The project, or a copy of it. */
  directory?: string;
};

export type RunningCommand = {
  /** What it has printed so far, on both of its outputs. */
  output(): string;
  /** Waits until it has printed this. */
  printed(text: string, withinMs?: number): Promise<unknown>;
  exited: Promise<number | null>;
  stop(): Promise<number | null>;
};
