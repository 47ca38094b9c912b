import { join } from "node:path";
import { config } from "../../lib/config/config";
import { checkPrerendered } from "../prerendered/check-prerendered";
import { startChild } from "../processes/child";
import { nextEnvironmentFrom } from "../processes/project-environment";
import { nextCommandOf, projectDirectory } from "../processes/project-paths";
import { SetupError } from "../processes/setup-error";
import type { Stack } from "../processes/stack";

/** Runs `next build`, and checks what it has prerendered. */
export async function buildApp(stack: Stack): Promise<void> {
  const build = startChild({
    command: process.execPath,
    args: [nextCommandOf(), "build"],
    spawn: {
      cwd: projectDirectory,
      env: nextEnvironmentFrom(process.env),
      stdio: ["ignore", "inherit", "inherit"],
    },
  });
  await stack.add({ name: "The build", stop: build.stop });
  const { code, reason } = await build.exited;
  stack.signal.throwIfAborted();
  if (code !== 0) throw new SetupError(`The build failed (${reason}); see the output above.`);
  await checkPrerendered(join(projectDirectory, ".next"), config().prerendered);
}
