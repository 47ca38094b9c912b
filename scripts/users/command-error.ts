import { SetupError } from "../processes/setup-error";

/** An expected failure of the command, with a code for programs. */
export class CommandError extends SetupError {
  override name = "CommandError";

  constructor(
    readonly code: string,
    message: string,
    /** More facts for programs. */
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** The command was not understood. */
export class UsageError extends CommandError {
  override name = "UsageError";

  constructor(message: string) {
    super("usage", message);
  }
}
