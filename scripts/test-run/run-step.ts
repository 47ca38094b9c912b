import { type Child, startChild } from "../processes/child";
import { projectDirectory } from "../processes/project-paths";

let current: Child | null = null;

/** Runs a program to its end, with its output on our terminal. Returns true if it succeeded. */
export async function runStep({ command, args, environment = {} }: Step): Promise<boolean> {
  current = startChild({
    command,
    args,
    spawn: {
      cwd: projectDirectory,
      env: { ...process.env, ...environment } as NodeJS.ProcessEnv,
      stdio: ["ignore", "inherit", "inherit"],
    },
    // Playwright stops its web server and database first.
    graceMs: 20_000,
  });
  const { code } = await current.exited;
  current = null;
  return code === 0;
}

/** Stops the program that is running. */
export async function stopStep(): Promise<void> {
  await current?.stop();
}

type Step = {
  command: string;
  args: string[];
  environment?: Record<string, string | undefined>;
};
