import { execFile } from "node:child_process";
import { stack } from "./stack";

/** Runs `npm run users` on the stack's database. @returns what it prints with `--json` */
export function runUsers(...command: string[]): Promise<Record<string, unknown>> {
  const { appUrl, authSecret, databaseUrl } = stack();
  const env = {
    PATH: process.env.PATH ?? "",
    // With this, the command reads none of the developer's .env files.
    __NEXT_PROCESSED_ENV: "true",
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: authSecret,
    AUTH_URL: appUrl,
  } as unknown as NodeJS.ProcessEnv;
  const args = ["run", "--silent", "users", "--", ...command, "--json", "--yes"];
  return new Promise((resolve, reject) => {
    execFile("npm", args, { env }, (error, output) => {
      if (error) reject(new Error(`users ${command.join(" ")} failed: ${output}`));
      else resolve(JSON.parse(output));
    });
  });
}
