import { escapeControls } from "../../lib/visible-text";
import { describeFailure } from "../processes/setup-error";
import type { Outcome } from "./command";
import { CommandError, UsageError } from "./command-error";
import { openDatabase } from "./open-database";
import { type Asked, asksForJson, readCommand } from "./read-command";
import { usage } from "./usage";

/**
 * Runs `npm run users`: prints what it found or did.
 * @returns the exit code: 0, 1 if it failed or was refused, 2 if it was not understood
 */
export async function runUsersCommand(args: string[]): Promise<number> {
  const isJson = asksForJson(args);
  if (args.length === 0 || args.includes("--help")) {
    console.log(isJson ? toJson({ usage }) : usage);
    return args.length === 0 ? 2 : 0;
  }
  try {
    const outcome = await run(readCommand(args, process.env));
    if (isJson) console.log(toJson({ ...outcome.json, warnings: outcome.warnings ?? [] }));
    else printText(outcome);
    return 0;
  } catch (error) {
    if (isJson) console.log(toJson({ error: errorOf(error) }));
    else console.error(describeFailure(error));
    if (!(error instanceof UsageError)) return 1;
    if (!isJson) console.error("\nnpm run users -- --help lists the commands.");
    return 2;
  }
}

async function run({ command, isConfirmed }: Asked): Promise<Outcome> {
  const database = await openDatabase();
  try {
    // Loaded once `process.env` is set, which the app's modules read as they load.
    const { execute } = await import("./execute");
    return await execute(command, { ...database.setup, isConfirmed });
  } finally {
    await database.close();
  }
}

function printText({ text, warnings = [] }: Outcome): void {
  console.log(text);
  for (const warning of warnings) console.error(`Note: ${warning}`);
}

function errorOf(error: unknown) {
  if (!(error instanceof CommandError)) return { code: "failed", message: describeFailure(error) };
  const { code, message, details } = error;
  return { code, message, ...details };
}

const toJson = (value: unknown) => escapeControls(JSON.stringify(value, null, 2));
