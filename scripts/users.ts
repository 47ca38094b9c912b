import { runUsersCommand } from "./users/run-command";

process.exitCode = await runUsersCommand(process.argv.slice(2));
