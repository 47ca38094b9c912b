import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { projectDirectory } from "../processes/project-paths";
import { runCommand } from "../processes/run-command";
import { copyProject } from "../recipes/copy-project";

let directory: string;

const settings = `import type { FoyerConfig } from "@/lib/config/foyer-config";
const config: FoyerConfig = { roles: ["editor"] };
export default config;
`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "foyer-commands-"));
  const copy = await copyProject("bundled-commands");
  await writeFile(join(copy, "foyer.config.ts"), settings);
  await cp(join(copy, "drizzle"), join(directory, "drizzle"), { recursive: true });
  const bundle = `import { bundleCommands } from "./scripts/image/bundle-commands.mjs";
    await bundleCommands(...process.argv.slice(1));`;
  const args = ["--input-type=module", "-e", bundle, copy, directory];
  await runCommand(process.execPath, args, { cwd: projectDirectory });
  return async () => {
    await rm(directory, { recursive: true });
    await rm(copy, { recursive: true });
  };
}, 60_000);

async function warningsOfRole(role: string) {
  const { DATABASE_URL } = process.env;
  const env = { DATABASE_URL, AUTH_SECRET: "s".repeat(44) } as unknown as NodeJS.ProcessEnv;
  const args = [join(directory, "users.mjs"), "list", "--role", role, "--json"];
  return JSON.parse(await runCommand(process.execPath, args, { env })).warnings;
}

it("bundles a builder's own settings into commands that run where there are no packages", async () => {
  expect(await warningsOfRole("editor")).toEqual([]);
  expect(await warningsOfRole("author")).toEqual(['foyer.config.ts has no role "author".']);
});
